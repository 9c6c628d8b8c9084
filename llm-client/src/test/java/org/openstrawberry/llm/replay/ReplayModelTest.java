package org.openstrawberry.llm.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.CallContext;
import org.openstrawberry.llm.Calls;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.config.TestModels;

class ReplayModelTest {

    private final Map<Integer, String> outputs = Map.of(0, "first", 1, "second");
    private final TestModels models = new TestModels(
            Map.of(),
            TestModels.QUICK,
            (problem, name, sample) -> problem.equals(Calls.CONTEXT.problemId()) && name.equals("gpt-4")
                    ? Optional.ofNullable(outputs.get(sample))
                    : Optional.empty());

    @AfterEach
    void stop() {
        models.close();
    }

    private ModelReply call(String model, int sample) {
        CallContext one = Calls.CONTEXT;
        CallContext context = new CallContext(one.runId(), one.traceId(), 0, one.problemId(), sample, 1);
        return models.model(model).call(Calls.of(model, context, null));
    }

    @Test
    void shouldServeTheSampleOfTheProblem() {
        // when
        ModelReply reply = call("replay:gpt-4", 1);

        // then
        assertThat(reply.text()).isEqualTo("second");
        assertThat(reply.usage()).isEqualTo(Usage.UNKNOWN);
        assertThat(reply.providerModel()).isEqualTo("gpt-4");
    }

    @Test
    void shouldSayThatThereIsNoOutputForTheSample() {
        // when
        ModelCallException tooFew = catchThrowableOfType(ModelCallException.class, () -> call("replay:gpt-4", 2));
        ModelCallException unknown = catchThrowableOfType(ModelCallException.class, () -> call("replay:other", 0));

        // then
        assertThat(tooFew.code()).isEqualTo(ModelCallException.Code.NO_RECORDING);
        assertThat(tooFew).hasMessageContaining("gpt-4").hasMessageContaining("sample 2");
        assertThat(tooFew.tries()).isEqualTo(1);
        assertThat(unknown.code()).isEqualTo(ModelCallException.Code.NO_RECORDING);
    }
}
