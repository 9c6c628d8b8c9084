package org.openstrawberry.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCallTest {

    private static final ModelName MODEL = ModelName.parse("openai:gpt-4o");

    private static ModelCall call(Message... messages) {
        return new ModelCall(MODEL, List.of(messages), Sampling.DEFAULT, Calls.CONTEXT);
    }

    @Test
    void shouldRefuseConversationsThatNoProviderTakes() {
        assertThatThrownBy(ModelCallTest::call).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> call(Message.user("a"), Message.assistant("b")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> call(Message.user("a"), Message.system("b"), Message.user("c")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Calls.of("openai:gpt-4o", Calls.CONTEXT, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Streaming(Duration.ZERO, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNotShareItsHistory() {
        // given
        List<Message> history = new ArrayList<>(List.of(Message.user("a")));
        ModelCall call = new ModelCall(MODEL, history, Sampling.DEFAULT, Calls.CONTEXT);

        // when
        history.add(Message.user("b"));

        // then
        assertThat(call.messages()).containsExactly(Message.user("a"));
    }

    @Test
    void shouldRefuseSamplingOutOfRange() {
        assertThatThrownBy(() -> Sampling.of(2.1, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sampling.of(Double.NaN, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sampling.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sampling(null, null, 0.0, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
