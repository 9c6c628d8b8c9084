package org.openstrawberry.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.Calls;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.Message;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.Sampling;
import org.openstrawberry.llm.Streaming;
import org.openstrawberry.llm.config.TestModels;
import org.openstrawberry.llm.provider.ScriptedServer.Response;

/** What one provider does and others do not. */
class QuirkTest {

    private final ScriptedServer server = new ScriptedServer();
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>(TestModels.QUICK);

    QuirkTest() {
        settings.put("strawberry.models.retry.max-tries", "1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ModelReply call(Provider provider, ModelCall call) {
        Map<String, String> all = new HashMap<>(provider.variables(server.url()));
        all.putAll(variables);
        all.values().removeIf(String::isEmpty);
        try (TestModels models = new TestModels(all, settings, (problem, name, sample) -> Optional.empty())) {
            return models.registry().resolve(call.model()).call(call);
        }
    }

    private ModelReply call(Provider provider) {
        return call(provider, Calls.of(provider.model));
    }

    private ModelReply stream(Provider provider) {
        return call(provider, Calls.of(provider.model).streamed(Streaming.DEFAULT));
    }

    private ModelCallException failure(Provider provider) {
        return Objects.requireNonNull(catchThrowableOfType(ModelCallException.class, () -> call(provider)));
    }

    private static List<String> marked(JsonNode body) {
        List<String> marked = new ArrayList<>();
        for (JsonNode part : body.path("system")) {
            if (part.path("cache_control").path("type").asText().equals("ephemeral")) {
                marked.add("system: " + part.path("text").asText());
            }
        }
        for (JsonNode message : body.path("messages")) {
            for (JsonNode part : message.path("content")) {
                if (part.path("cache_control").path("type").asText().equals("ephemeral")) {
                    marked.add(message.path("role").asText() + ": "
                            + part.path("text").asText());
                }
            }
        }
        return marked;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldMarkSystemAndTheTwoNewestUserMessagesForAnthropicsCache(boolean streamed) {
        // given
        List<Message> messages = new ArrayList<>(List.of(Message.system("Rules.")));
        for (int turn = 0; turn < 6; turn++) {
            messages.add(Message.user("question " + turn));
            messages.add(Message.assistant("answer " + turn));
        }
        messages.add(Message.user("question 6"));
        ModelCall call = new ModelCall(ModelName.parse("anthropic:a-model"), messages, Sampling.DEFAULT, Calls.CONTEXT);
        server.then(streamed ? Protocol.ANTHROPIC.streamed("a", "b") : Protocol.ANTHROPIC.whole("ab"));

        // when
        call(Provider.ANTHROPIC, streamed ? call.streamed(Streaming.DEFAULT) : call);

        // then
        JsonNode body = server.request().body();
        assertThat(marked(body)).containsExactly("system: Rules.", "user: question 5", "user: question 6");
        assertThat(body.toString().split("cache_control", -1)).hasSize(4);
        assertThat(server.request().headers()).containsEntry("anthropic-version", "2023-06-01");
    }

    @Test
    void shouldMarkTheOnlyUserMessageOfAnthropic() {
        // given
        server.then(Protocol.ANTHROPIC.whole("ab"));

        // when
        call(
                Provider.ANTHROPIC,
                new ModelCall(
                        ModelName.parse("anthropic:m"), List.of(Message.user("hi")), Sampling.DEFAULT, Calls.CONTEXT));

        // then
        assertThat(marked(server.request().body())).containsExactly("user: hi");
        assertThat(server.request().body().path("max_tokens").asInt())
                .as("required there")
                .isEqualTo(1024);
    }

    @Test
    void shouldReportAnthropicsRefusalEvenIfItHasBegunToWrite() {
        // given
        server.then(Response.json(200, """
                {"type": "message", "model": "m", "content": [{"type": "text", "text": "Well"}], "stop_reason": "refusal",
                 "usage": {"input_tokens": 3, "output_tokens": 1}}
                """));

        // when
        ModelCallException failure = failure(Provider.ANTHROPIC);

        // then
        assertThat(failure.code()).isEqualTo(Code.REFUSED);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.possiblyBilled()).isTrue();
        assertThat(failure.usage()).isEqualTo(new Usage(3, null, 1, null));
    }

    @Test
    void shouldTakeWhatGeminiLeavesOutForNone() {
        // given a call that had nothing in the cache, on a model that does not think
        server.then(Response.json(200, """
                {"candidates": [{"content": {"parts": [{"text": "4"}]}, "finishReason": "STOP"}],
                 "usageMetadata": {"promptTokenCount": 20, "candidatesTokenCount": 1, "totalTokenCount": 21}}
                """));

        // when / then
        assertThat(call(Provider.GOOGLE).usage()).isEqualTo(new Usage(20, 0, 1, 0));
    }

    @Test
    void shouldKnowNothingWhereGeminiCountsNothing() {
        // given
        server.then(Response.json(200, """
                {"candidates": [{"content": {"parts": [{"text": "4"}]}, "finishReason": "STOP"}]}
                """));

        // when / then
        assertThat(call(Provider.GOOGLE).usage()).isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void shouldNotBelieveInPartsThatAreMoreThanTheWhole() {
        // given
        server.then(Response.json(200, """
                {"choices": [{"index": 0, "message": {"role": "assistant", "content": "4"}, "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 20, "completion_tokens": 1,
                           "prompt_tokens_details": {"cached_tokens": 21},
                           "completion_tokens_details": {"reasoning_tokens": 2}}}
                """));

        // when / then
        assertThat(call(Provider.OPENAI).usage()).isEqualTo(new Usage(20, null, 1, null));
    }

    @Test
    void shouldNotBelieveInMoreTokensThanCanBeCounted() {
        // given
        server.then(Response.json(200, """
                {"type": "message", "model": "m", "content": [{"type": "text", "text": "4"}], "stop_reason": "end_turn",
                 "usage": {"input_tokens": 2147483647, "cache_read_input_tokens": 2147483647, "output_tokens": 1}}
                """));

        // when / then
        assertThat(call(Provider.ANTHROPIC).usage().input()).isNull();
    }

    @Test
    void shouldReportAnthropicsOverload() {
        // given
        server.then(Response.json(529, """
                {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
                """));

        // when / then
        assertThat(failure(Provider.ANTHROPIC).code()).isEqualTo(Code.SERVER_ERROR);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReportOpenAisRefusal(boolean streamed) {
        // given
        server.then(
                streamed
                        ? Response.events(
                                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"refusal\":\"\"}}]}",
                                "{\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"No.\"}}]}",
                                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                                "[DONE]")
                        : Response.json(200, """
                                {"choices": [{"index": 0, "message": {"role": "assistant", "content": null,
                                 "refusal": "No."}, "finish_reason": "stop"}]}
                                """));

        // when
        ModelCallException failure = Objects.requireNonNull(catchThrowableOfType(ModelCallException.class, () -> {
            if (streamed) {
                stream(Provider.OPENAI);
            } else {
                call(Provider.OPENAI);
            }
        }));

        // then
        assertThat(failure.code()).isEqualTo(Code.REFUSED);
    }

    @Test
    void shouldNameTheTraceAsOpenAisCacheKeyUnlessToldNotTo() {
        // given
        server.then(Protocol.OPENAI.whole("a")).then(Protocol.OPENAI.whole("a"));

        // when
        call(Provider.OPENAI);
        String key = server.request().body().path("prompt_cache_key").asText();
        settings.put("strawberry.models.provider.openai.prompt-cache-key", "false");
        call(Provider.OPENAI);

        // then
        assertThat(key).isEqualTo(Calls.CONTEXT.traceId().toString());
        assertThat(server.request().body().has("prompt_cache_key")).isFalse();
    }

    @Test
    void shouldReadWhatOpenAiWroteToItsCache() {
        // given
        server.then(Response.json(200, """
                {"choices": [{"message": {"content": "a"}, "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 9, "completion_tokens": 1,
                           "prompt_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 4}}}
                """));

        // when / then
        assertThat(call(Provider.OPENAI).usage()).isEqualTo(new Usage(9, 0, 4, 1, null));
    }

    @Test
    void shouldNotAskForUsageInStreamsOfServersThatRefuseIt() {
        // given
        settings.put("strawberry.models.provider.vllm.stream-usage", "false");
        server.then(Response.events(
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}", "[DONE]"));

        // when
        ModelReply reply = stream(Provider.VLLM);

        // then
        assertThat(server.request().body().has("stream_options")).isFalse();
        assertThat(server.request().body().path("stream").asBoolean()).isTrue();
        assertThat(reply.usage()).as("unknown, not zero").isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void shouldReadGroqsUsageWhereItUsedToBe() {
        // given
        server.then(Response.events(
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}],"
                        + "\"x_groq\":{\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":2}}}",
                "[DONE]"));

        // when
        ModelReply reply = stream(Provider.GROQ);

        // then
        assertThat(reply.usage()).isEqualTo(new Usage(4, null, 2, null));
        assertThat(reply.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void shouldTakeTheModelForAzuresDeploymentWhenNoneIsSet() {
        // given
        variables.put("AZURE_OPENAI_DEPLOYMENT", "");
        variables.put("OPENAI_API_VERSION", "");
        server.then(Protocol.OPENAI.whole("a"));
        ModelCall call = new ModelCall(
                ModelName.parse("azure:o3-mini"), List.of(Message.user("hi")), Sampling.of(1, 10), Calls.CONTEXT);

        // when
        call(Provider.AZURE, call);

        // then
        assertThat(server.request().path()).isEqualTo("/openai/deployments/o3-mini/chat/completions");
        assertThat(server.request().query()).isEqualTo("api-version=2024-10-21");
        assertThat(server.request().body().path("max_completion_tokens").asInt())
                .isEqualTo(10);
        assertThat(server.request().body().has("max_tokens")).isFalse();
        assertThat(server.request().body().has("prompt_cache_key"))
                .as("too new for it")
                .isFalse();
    }

    @Test
    void shouldTakeEitherNameOfAzuresVersionAndSendOldOnesNothingNew() {
        // given
        variables.put("OPENAI_API_VERSION", "");
        variables.put("AZURE_OPENAI_API_VERSION", "2024-07-01-preview");
        server.then(Protocol.OPENAI.streamed("a", "b"));

        // when
        stream(Provider.AZURE);

        // then
        assertThat(server.request().query()).isEqualTo("api-version=2024-07-01-preview");
        assertThat(server.request().body().has("stream_options")).isFalse();
    }

    @Test
    void shouldReportAzuresFilter() {
        // given
        server.then(Response.json(400, """
                {"error": {"code": "content_filter", "message": "The response was filtered.", "status": 400,
                 "innererror": {"code": "ResponsibleAIPolicyViolation", "content_filter_result": {}}}}
                """));

        // when / then
        assertThat(failure(Provider.AZURE).code()).isEqualTo(Code.CONTENT_FILTERED);
    }

    @Test
    void shouldWaitAsLongAsAzureAsksInMilliseconds() {
        // given
        server.then(Protocol.OPENAI
                .error(429, "Slow down.")
                .with("retry-after-ms", "1500")
                .with("retry-after", "2"));

        // when / then
        assertThat(failure(Provider.AZURE).retryAfter()).contains(Duration.ofMillis(1500));
    }

    @Test
    void shouldReportAPromptThatGeminiBlocks() {
        // given
        server.then(Response.json(200, """
                {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"},
                 "usageMetadata": {"promptTokenCount": 12, "totalTokenCount": 12}, "modelVersion": "m"}
                """));

        // when
        ModelCallException failure = failure(Provider.GOOGLE);

        // then
        assertThat(failure.code()).isEqualTo(Code.CONTENT_FILTERED);
        assertThat(failure.usage()).isEqualTo(new Usage(12, 0, null, 0));
    }

    @ParameterizedTest
    @CsvSource({"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY"})
    void shouldReportAReplyThatGeminiTookAway(String reason) {
        // given
        server.then(Response.json(200, "{\"candidates\": [{\"finishReason\": \"" + reason + "\"}]}"));

        // when / then
        assertThat(failure(Provider.GOOGLE).code()).isEqualTo(Code.CONTENT_FILTERED);
    }

    @Test
    void shouldKeepWhatGeminiLeftOfAReply() {
        // given
        server.then(Response.json(200, """
                {"candidates": [{"content": {"parts": [{"text": "Two and"}]}, "finishReason": "SAFETY"}]}
                """));

        // when
        ModelReply reply = call(Provider.GOOGLE);

        // then
        assertThat(reply.text()).isEqualTo("Two and");
        assertThat(reply.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void shouldJoinGeminisPartsAsTheyAre() {
        // given
        server.then(Response.json(200, """
                {"candidates": [{"content": {"parts": [{"text": "Two "}, {"text": "and two"}]}, "finishReason": "MAX_TOKENS"}],
                 "usageMetadata": {"promptTokenCount": 3}}
                """));

        // when
        ModelReply reply = call(Provider.GOOGLE);

        // then
        assertThat(reply.text()).isEqualTo("Two and two");
        assertThat(reply.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(reply.usage()).isEqualTo(new Usage(3, 0, null, 0));
    }

    @Test
    void shouldUnderstandGeminisWrongKeyAndItsWait() {
        // given
        server.then(Response.json(400, """
                {"error": {"code": 400, "message": "API key not valid.", "status": "INVALID_ARGUMENT", "details": [
                 {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]}}
                """)).then(Response.json(429, """
                [{"error": {"code": 429, "message": "Quota.", "status": "RESOURCE_EXHAUSTED", "details": [
                 {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "12.5s"}]}}]
                """));

        // when
        ModelCallException wrongKey = failure(Provider.GOOGLE);
        ModelCallException wait = failure(Provider.GOOGLE);

        // then
        assertThat(wrongKey.code()).isEqualTo(Code.UNAUTHORIZED);
        assertThat(wait.code()).isEqualTo(Code.RATE_LIMITED);
        assertThat(wait.retryAfter()).contains(Duration.ofMillis(12_500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"google:../files", "google:a/b", "google:a?b", "google:a#b", "google:a:b"})
    void shouldNotLetAModelsNameLeadElsewhere(String model) {
        // when
        ModelCallException failure = Objects.requireNonNull(
                catchThrowableOfType(ModelCallException.class, () -> call(Provider.GOOGLE, Calls.of(model))));

        // then
        assertThat(failure.code()).isEqualTo(Code.UNKNOWN_MODEL);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSendSomethingForAReplyThatHadNoText(Provider provider) {
        // given
        server.then(provider.protocol.whole("a"));
        ModelCall call = new ModelCall(
                ModelName.parse(provider.model),
                List.of(Message.user("a"), Message.assistant(""), Message.user("b")),
                Sampling.DEFAULT,
                Calls.CONTEXT);

        // when
        call(provider, call);

        // then
        assertThat(provider.protocol.conversation(server.request().body()))
                .contains("user: a", "assistant: (no text)", "user: b");
    }

    @Test
    void shouldRefuseABlankQuestionBeforeItIsSent() {
        // given
        ModelCall call =
                new ModelCall(ModelName.parse("openai:m"), List.of(Message.user(" ")), Sampling.DEFAULT, Calls.CONTEXT);

        // when
        ModelCallException failure = Objects.requireNonNull(
                catchThrowableOfType(ModelCallException.class, () -> call(Provider.OPENAI, call)));

        // then
        assertThat(failure.code()).isEqualTo(Code.BAD_REQUEST);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldReadMistralsOwnErrorOfAWrongField() {
        // given
        server.then(Response.json(422, """
                {"detail": [{"type": "extra_forbidden", "loc": ["body", "x"], "msg": "Extra inputs are not permitted"}]}
                """));

        // when
        ModelCallException failure = failure(Provider.MISTRAL);

        // then
        assertThat(failure.code()).isEqualTo(Code.BAD_REQUEST);
        assertThat(failure).hasMessageContaining("Extra inputs are not permitted");
    }
}
