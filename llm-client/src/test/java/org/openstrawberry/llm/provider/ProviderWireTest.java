package org.openstrawberry.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.Calls;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.Message;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.Sampling;
import org.openstrawberry.llm.Streaming;
import org.openstrawberry.llm.TokenListener;
import org.openstrawberry.llm.config.TestModels;

/** What every provider is sent, and what is made of what it answers, whole and streamed. */
class ProviderWireTest {

    private static final Sampling EVERYTHING = new Sampling(0.3, 1024, 0.9, 7);

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> ways() {
        return Stream.of(Provider.values())
                .flatMap(provider -> Stream.of(Arguments.of(provider, false), Arguments.of(provider, true)));
    }

    private static ModelCall call(Provider provider, boolean streamed, Message... messages) {
        return new ModelCall(
                ModelName.parse(provider.model),
                List.of(messages),
                EVERYTHING,
                Calls.CONTEXT,
                null,
                streamed ? Streaming.DEFAULT : null);
    }

    private static ModelCall conversation(Provider provider, boolean streamed) {
        return call(
                provider,
                streamed,
                Message.system("Take small steps."),
                Message.user("What is 2 + 2?"),
                Message.assistant("A step."),
                Message.user("Continue."));
    }

    private ModelReply answered(Provider provider, boolean streamed, ModelCall call) {
        server.then(streamed ? provider.protocol.streamed(" Fo", "ur.\\n") : provider.protocol.whole(" Four.\\n"));
        try (TestModels models = new TestModels(provider.variables(server.url()))) {
            return models.model(provider.model).call(call);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldSendTheConversationAsTheProtocolHasIt(Provider provider, boolean streamed) {
        // when
        answered(provider, streamed, conversation(provider, streamed));

        // then
        ScriptedServer.Request request = server.request();
        assertThat(request.path()).isEqualTo(provider.path(streamed));
        assertThat(request.query()).isEqualTo(provider.query(streamed));
        assertThat(request.headers().get(provider.keyHeader)).isEqualTo(provider.keyValue);
        Set<String> otherKeys = new TreeSet<>(Provider.KEY_HEADERS);
        otherKeys.remove(provider.keyHeader);
        assertThat(request.headers()).doesNotContainKeys(otherKeys.toArray(String[]::new));
        assertThat(request.headers().get("content-type")).startsWith("application/json");
        assertThat(provider.protocol.conversation(request.body()))
                .containsExactly(
                        "system: Take small steps.", "user: What is 2 + 2?", "assistant: A step.", "user: Continue.");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldSendModelAndSampling(Provider provider, boolean streamed) {
        // when
        answered(provider, streamed, conversation(provider, streamed));

        // then
        JsonNode body = server.request().body();
        boolean gemini = provider.protocol == Protocol.GEMINI;
        JsonNode sampling = gemini ? body.path("generationConfig") : body;
        assertThat(sampling.path("temperature").asDouble()).isEqualTo(0.3);
        assertThat(sampling.path(gemini ? "topP" : "top_p").asDouble()).isEqualTo(0.9);
        assertThat(sampling.path(gemini ? "maxOutputTokens" : "max_tokens").asInt())
                .isEqualTo(1024);
        switch (provider.protocol) {
            case OPENAI, GEMINI -> assertThat(sampling.path("seed").asInt()).isEqualTo(7);
            case MISTRAL -> assertThat(sampling.path("random_seed").asInt()).isEqualTo(7);
            case ANTHROPIC -> assertThat(body.toString()).doesNotContain("seed");
        }
        if (!gemini) {
            assertThat(body.path("model").asText()).isEqualTo("a-model");
            assertThat(body.path("stream").asBoolean(false)).isEqualTo(streamed);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldSendNoFieldOfAnotherProvider(Provider provider, boolean streamed) {
        // when
        answered(provider, streamed, conversation(provider, streamed));

        // then
        ObjectNode body = (ObjectNode) server.request().body();
        // langchain4j writes what it has no value for as empty lists.
        body.properties()
                .removeIf(
                        field -> field.getValue().isArray() && field.getValue().isEmpty());
        assertThat(body.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(provider.fields(streamed));
        if (provider.protocol != Protocol.ANTHROPIC) {
            assertThat(body.toString()).doesNotContain("cache_control");
        }
        for (JsonNode message : provider.protocol.list(body)) {
            assertThat(message.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("role", provider.protocol == Protocol.GEMINI ? "parts" : "content");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldStreamWhereThatIsConfigured(Provider provider) {
        // given
        String prefix = provider.model.substring(0, provider.model.indexOf(':'));
        String own = "strawberry.models.provider." + prefix + ".stream";

        // when a call does not say how its reply is to come
        ModelReply reply = configured(provider, true, Map.of("strawberry.models.stream", "true"));
        ModelReply forOne = configured(provider, true, Map.of(own, "true"));
        ModelReply exempt = configured(provider, false, Map.of("strawberry.models.stream", "true", own, "false"));

        // then
        assertThat(List.of(reply.text(), forOne.text(), exempt.text())).containsOnly(" Four.\n");
        assertThat(List.of(reply.usage(), forOne.usage()))
                .as("a stream's usage is what is reported of a whole reply")
                .containsOnly(exempt.usage());
    }

    private ModelReply configured(Provider provider, boolean streamed, Map<String, String> settings) {
        server.then(streamed ? provider.protocol.streamed(" Fo", "ur.\\n") : provider.protocol.whole(" Four.\\n"));
        try (TestModels models = TestModels.tryingOnce(provider.variables(server.url()), settings)) {
            ModelReply reply = models.model(provider.model).call(conversation(provider, false));
            ScriptedServer.Request request = server.request();
            assertThat(request.path()).isEqualTo(provider.path(streamed));
            assertThat(request.query()).isEqualTo(provider.query(streamed));
            assertThat(request.body().path("stream").asBoolean(false))
                    .isEqualTo(streamed && provider.protocol != Protocol.GEMINI);
            assertThat(request.body()
                            .path("stream_options")
                            .path("include_usage")
                            .asBoolean(false))
                    .isEqualTo(streamed && provider.protocol == Protocol.OPENAI);
            return reply;
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldReadReplyAndUsageAndLeaveReasoningOut(Provider provider, boolean streamed) {
        // when
        ModelReply reply = answered(provider, streamed, conversation(provider, streamed));

        // then
        assertThat(reply.text()).isEqualTo(" Four.\n");
        assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(reply.providerModel()).isEqualTo("served-model");
        assertThat(reply.tries()).isEqualTo(1);
        assertThat(reply.usage())
                .isEqualTo(
                        switch (provider.protocol) {
                            case OPENAI, GEMINI -> new Usage(50, 30, null, 20, 8);
                            case ANTHROPIC -> new Usage(50, 30, 5, 20, null);
                            case MISTRAL -> new Usage(50, null, null, 20, null);
                        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldBeginTheNextRequestWithThisOneAndItsReply(Provider provider, boolean streamed) {
        // given
        List<Message> turn = List.of(Message.system("Small steps."), Message.user("What \"is\" é?\n<b> \\ \u2028 🍓"));
        ModelReply reply = answered(provider, streamed, call(provider, streamed, turn.toArray(Message[]::new)));
        List<Message> next = new ArrayList<>(turn);
        next.add(Message.assistant(reply.text()));
        next.add(Message.user("Go on."));

        // when
        answered(provider, streamed, call(provider, streamed, next.toArray(Message[]::new)));

        // then
        String before = prefix(provider, server.requests().getFirst());
        String after = prefix(provider, server.requests().getLast());
        assertThat(after).startsWith(before.substring(0, before.length() - 1) + ",");
        assertThat(provider.protocol.conversation(server.request().body())).contains("assistant:  Four.\n");
    }

    /** System text and messages as they were written; marks for the cache are beside the prefix, not in it. */
    private static String prefix(Provider provider, ScriptedServer.Request request) {
        JsonNode body = request.body();
        String text = request.text().replaceAll("\\s*,\\s*\"cache_control\"\\s*:\\s*\\{[^}]*}", "");
        String list = provider.protocol.list(body).toString().replaceAll(",\"cache_control\":\\{[^}]*}", "");
        // What was compared is what was sent, but for white space between tokens.
        assertThat(text.replaceAll("\\s", "")).contains(list.replaceAll("\\s", ""));
        return body.path("system").toString().replaceAll(",\"cache_control\":\\{[^}]*}", "")
                + body.path("systemInstruction")
                + list;
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetAListenerHearTheTextAndNothingElse(Provider provider) {
        // given
        List<String> heard = new ArrayList<>();
        ModelCall call = conversation(provider, true).streamed(Streaming.to(new TokenListener() {
            @Override
            public void began() {
                heard.add("began");
            }

            @Override
            public void text(String piece) {
                heard.add(piece);
            }
        }));

        // when
        answered(provider, true, call);

        // then
        assertThat(heard).containsExactly("began", " Fo", "ur.\n");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeAWholeReplyFromAServerThatDoesNotStream(Provider provider) {
        // given
        server.then(provider.protocol.whole("Four."));

        // when
        try (TestModels models = new TestModels(provider.variables(server.url()))) {
            ModelReply reply = models.model(provider.model).call(conversation(provider, true));

            // then
            assertThat(reply.text()).isEqualTo("Four.");
            assertThat(reply.latency()).isLessThan(Duration.ofSeconds(10));
        }
    }
}
