package org.openstrawberry.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.Calls;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.Message;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.Sampling;
import org.openstrawberry.llm.config.TestModels;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedModelServer;
import org.openstrawberry.simulated.SimulatedReply;
import org.openstrawberry.simulated.SimulatedRequest;

/** What goes over the wire, and what is made of what comes back. */
class OpenAiWireTest {

    private final SimulatedModelServer server = SimulatedModelServer.builder()
            .script(ReplyScript.always("Two and two\nare four."))
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> variables() {
        String url = server.baseUrl().toString();
        return Map.of(
                "OPENAI_API_KEY",
                "key-of-openai",
                "OPENAI_BASE_URL",
                url,
                "GROQ_API_KEY",
                "key-of-groq",
                "GROQ_BASE_URL",
                url + "/",
                "OLLAMA_OPENAI_BASE_URL",
                url + "/",
                "VLLM_BASE_URL",
                url);
    }

    private ModelReply call(String model) {
        try (TestModels models = new TestModels(variables())) {
            return models.model(model).call(Calls.of(model));
        }
    }

    private SimulatedRequest request() {
        return server.requests().getLast();
    }

    @ParameterizedTest
    @CsvSource({
        "openai:gpt-4o, gpt-4o, Bearer key-of-openai",
        "groq:llama-3.1-8b-instant, llama-3.1-8b-instant, Bearer key-of-groq",
        "ollama:mistral:v0.3, mistral:v0.3, Bearer not-needed",
        "vllm:meta-llama/Llama-3.1-8B, meta-llama/Llama-3.1-8B,"
    })
    void shouldSendTheConversationAsTheProtocolHasIt(String model, String sentModel, String authorization) {
        // when
        ModelReply reply = call(model);

        // then
        assertThat(request().path()).isEqualTo("/v1/chat/completions");
        assertThat(request().header("authorization").orElse(null)).isEqualTo(authorization);
        assertThat(request().header("content-type").orElse("")).startsWith("application/json");
        assertThat(request().messages())
                .containsExactly(
                        new SimulatedRequest.ChatMessage("system", "Take small steps."),
                        new SimulatedRequest.ChatMessage("user", "What is 2 + 2?"),
                        new SimulatedRequest.ChatMessage("assistant", "A step."),
                        new SimulatedRequest.ChatMessage("user", "Continue."));
        JsonNode body = request().body();
        assertThat(body.path("model").asText()).isEqualTo(sentModel);
        assertThat(body.path("temperature").asDouble()).isEqualTo(0.3);
        assertThat(body.path("max_tokens").asInt()).isEqualTo(1024);
        assertThat(body.path("seed").asInt()).isEqualTo(7);
        assertThat(body.path("stream").asBoolean(false)).isFalse();
        assertThat(reply.text()).isEqualTo("Two and two\nare four.");
        assertThat(reply.providerModel()).isEqualTo(sentModel);
        assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(reply.tries()).isEqualTo(1);
        assertThat(reply.latency()).isPositive();
    }

    @Test
    void shouldSendNoFieldThatWasNotAskedFor() {
        // given
        ModelCall call = new ModelCall(
                ModelName.parse("ollama:m"), List.of(Message.user("hi")), Sampling.DEFAULT, Calls.CONTEXT);

        // when
        try (TestModels models = new TestModels(variables())) {
            models.model("ollama:m").call(call);
        }

        // then
        List<String> fields = new ArrayList<>();
        request().body().fieldNames().forEachRemaining(fields::add);
        assertThat(fields).contains("model", "messages").isSubsetOf("model", "messages", "stream");
        assertThat(request().body().toString()).doesNotContain("cache_control");
    }

    @Test
    void shouldTellALocalServerWhatTheCallIsFor() {
        // when
        call("ollama:m");

        // then
        assertThat(request().header("x-strawberry-trace"))
                .contains(Calls.CONTEXT.traceId().toString());
        assertThat(request().header("x-strawberry-turn")).contains("4");
        assertThat(request().header("x-strawberry-attempt")).contains("2");
    }

    @Test
    void shouldReadUsageWithCachedAndReasoningTokens() {
        // given
        server.script(new ReplyScript() {
            @Override
            public String reply(SimulatedRequest request) {
                return "four";
            }

            @Override
            public SimulatedReply play(SimulatedRequest request) {
                return SimulatedReply.of("four").reasoned(5);
            }
        });

        // when
        ModelReply reply = call("openai:m");

        // then
        assertThat(reply.usage()).isEqualTo(new Usage(11, 10, 6, 5));
    }

    private ModelReply callAnswered(SimulatedReply answer) {
        server.script(new ReplyScript() {
            @Override
            public String reply(SimulatedRequest request) {
                return "";
            }

            @Override
            public SimulatedReply play(SimulatedRequest request) {
                return answer;
            }
        });
        return call("openai:m");
    }

    @Test
    void shouldTakeMissingUsageForUnknownNotForZero() {
        assertThat(callAnswered(SimulatedReply.of("four").withoutUsage()).usage())
                .isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void shouldSayThatAReplyWasCut() {
        assertThat(callAnswered(SimulatedReply.of("fo").finished("length")).finishReason())
                .isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void shouldTakeAReplyOfHiddenReasoningOnlyForATruncatedOne() {
        // when
        ModelReply reply = callAnswered(new SimulatedReply(null, "length", 1024, true));

        // then
        assertThat(reply.text()).isEmpty();
        assertThat(reply.finishReason()).isEqualTo(FinishReason.LENGTH);
    }
}
