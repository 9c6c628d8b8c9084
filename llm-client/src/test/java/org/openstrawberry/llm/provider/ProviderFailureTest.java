package org.openstrawberry.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstrawberry.llm.Calls;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.Streaming;
import org.openstrawberry.llm.TokenListener;
import org.openstrawberry.llm.config.TestModels;
import org.openstrawberry.llm.provider.ScriptedServer.End;
import org.openstrawberry.llm.provider.ScriptedServer.Response;

/** What each way to fail becomes, for every provider, whole and streamed. */
class ProviderFailureTest {

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> ways() {
        return ProviderWireTest.ways();
    }

    private static ModelCall call(Provider provider, boolean streamed) {
        ModelCall call = Calls.of(provider.model);
        return streamed ? call.streamed(Streaming.DEFAULT) : call;
    }

    private ModelReply reply(Provider provider, ModelCall call) {
        try (TestModels models = new TestModels(provider.variables(server.url()))) {
            return models.model(provider.model).call(call);
        }
    }

    private ModelCallException failure(Provider provider, ModelCall call) {
        return failure(provider, Map.of(), call);
    }

    private ModelCallException failure(Provider provider, Map<String, String> settings, ModelCall call) {
        try (TestModels models = TestModels.tryingOnce(provider.variables(server.url()), settings)) {
            return Objects.requireNonNull(catchThrowableOfType(
                    ModelCallException.class, () -> models.model(provider.model).call(call)));
        }
    }

    /** A stream up to its first text. */
    private static Response half(Provider provider) {
        return Response.stream(until(provider, "Fo", true));
    }

    /** As much of a stream as is sent before the first token. */
    private static Response head(Provider provider) {
        return Response.stream(until(provider, "secret thought", false));
    }

    private static String[] until(Provider provider, String words, boolean inclusive) {
        List<String> pieces = provider.protocol.streamed("Fo", "ur.").pieces();
        int first = 0;
        while (!pieces.get(first).contains(words)) {
            first++;
        }
        return pieces.subList(0, inclusive ? first + 1 : first).toArray(String[]::new);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeACutStreamForOneFailedTryThatMayBeCharged(Provider provider) {
        // given
        List<String> heard = new ArrayList<>();
        server.then(half(provider).ending(End.CUT)).then(provider.protocol.streamed("Fi", "ve."));
        ModelCall call = Calls.of(provider.model).streamed(Streaming.to(new TokenListener() {
            @Override
            public void text(String piece) {
                heard.add(piece);
            }

            @Override
            public void began() {
                heard.clear();
            }
        }));

        // when it is cut, and called again by someone who can pay for it
        ModelCallException cut = failure(provider, call);
        ModelReply reply = reply(provider, call);

        // then
        assertThat(cut.code()).isEqualTo(Code.CONNECTION);
        assertThat(cut.possiblyBilled()).isTrue();
        assertThat(cut.tries()).isOne();
        assertThat(reply.text()).isEqualTo("Five.");
        assertThat(reply.tries()).isOne();
        assertThat(heard).containsExactly("Fi", "ve.");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeAStreamThatEndsTooSoonForACutOne(Provider provider) {
        // given
        server.then(half(provider));

        // when
        ModelCallException failure = failure(provider, call(provider, true));

        // then
        assertThat(failure.code()).isEqualTo(Code.CONNECTION);
        assertThat(failure.possiblyBilled()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "GOOGLE", "MISTRAL"})
    void shouldNotWaitForTheFirstTokenLongerThanItMay(Provider provider) {
        // given
        server.then(head(provider).ending(End.NEVER));

        // when
        ModelCallException failure =
                failure(provider, Calls.of(provider.model).streamed(new Streaming(Duration.ofMillis(300), null)));

        // then
        assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
        assertThat(failure).hasMessageContaining("No first token");
        assertThat(failure.possiblyBilled()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "GOOGLE", "MISTRAL"})
    void shouldWaitForTheRestOnceTheFirstTokenHasCome(Provider provider) {
        // given
        server.then(half(provider).ending(End.NEVER));
        ModelCall call = Calls.of(provider.model, Calls.CONTEXT, Duration.ofSeconds(2))
                .streamed(new Streaming(Duration.ofMillis(1900), null));

        // when
        ModelCallException failure = failure(provider, call);

        // then
        assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
        assertThat(failure).hasMessageContaining("No whole reply");
    }

    @ParameterizedTest
    @EnumSource
    void shouldUnderstandAnErrorInTheMiddleOfAStream(Provider provider) {
        // given
        Response error = provider.protocol.errorInStream();
        List<String> pieces = new ArrayList<>(head(provider).pieces());
        pieces.addAll(error.pieces());
        server.then(Response.stream(pieces.toArray(String[]::new)));

        // when
        ModelCallException failure = failure(provider, call(provider, true));

        // then
        assertThat(failure.code()).isEqualTo(Code.SERVER_ERROR);
        assertThat(failure.retryable()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldUnderstandErrorsInTheProvidersOwnForm(Provider provider, boolean streamed) {
        Map<Integer, Code> codes = Map.of(
                400, Code.BAD_REQUEST,
                401, Code.UNAUTHORIZED,
                404, Code.UNKNOWN_MODEL,
                429, Code.RATE_LIMITED,
                503, Code.SERVER_ERROR,
                529, Code.SERVER_ERROR);
        codes.forEach((status, code) -> {
            // given
            server.then(
                    provider.protocol.error(status, "In the provider's words.").with("Retry-After", "7"));

            // when
            ModelCallException failure = failure(provider, call(provider, streamed));

            // then
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.status()).hasValue(status);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(failure.possiblyBilled()).isFalse();
            assertThat(failure).hasMessageContaining("In the provider's words.");
        });
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldLeaveItToTheCallerToRepeatWhatAGatewayLost(Provider provider, boolean streamed) {
        for (int status : List.of(502, 504, 520, 522, 524)) {
            // given
            server.then(provider.protocol.error(status, "upstream"));

            // when
            ModelCallException failure = failure(provider, call(provider, streamed));

            // then
            assertThat(failure.code()).isEqualTo(Code.SERVER_ERROR);
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.possiblyBilled()).as("%d", status).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldTellThatTheConversationIsTooLong(Provider provider, boolean streamed) {
        // given
        String message = provider.protocol == Protocol.GEMINI
                ? "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."
                : "prompt is too long: 210000 tokens > 200000 maximum context length";
        server.then(provider.protocol.error(400, message));

        // when / then
        assertThat(failure(provider, call(provider, streamed)).code()).isEqualTo(Code.CONTEXT_LENGTH);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldNotRepeatTheKeyThatAProviderEchoes(Provider provider, boolean streamed) {
        // given
        String key = provider.keyValue == null ? "sk-a-key-of-someone" : provider.keyValue.replace("Bearer ", "");
        server.then(provider.protocol.error(401, "The key " + key + " is wrong, see https://x/y?key=" + key + "&z"));

        // when
        ModelCallException failure = failure(provider, call(provider, streamed));

        // then
        assertThat(failure).hasMessageContaining("The key [key] is wrong");
        assertThat(failure.toString()).doesNotContain(key);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldRefuseWhatIsNoReply(Provider provider, boolean streamed) {
        for (String body : List.of("{}", "[]", "null", "<html>gateway</html>", "{\"choices\": []}")) {
            // given
            server.then(Response.json(200, body));

            // when
            ModelCallException failure = failure(provider, call(provider, streamed));

            // then
            assertThat(failure.code()).as(body).isEqualTo(Code.INVALID_RESPONSE);
            assertThat(failure.possiblyBilled()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "GOOGLE", "MISTRAL"})
    void shouldEndATryThatHangsBeforeTheTimeOfItsTurnIsUsedUp(Provider provider) {
        // given
        server.then(head(provider).ending(End.NEVER));
        ModelCall call = Calls.of(provider.model, Calls.CONTEXT, Duration.ofMinutes(10));

        // when
        ModelCallException failure = failure(provider, Map.of("strawberry.models.timeout", "PT0.3S"), call);

        // then
        assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.possiblyBilled()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "GOOGLE", "MISTRAL"})
    void shouldKeepTheFirstTokensLimitWhereStreamingIsConfigured(Provider provider) {
        // given a call that does not say how its reply is to come
        server.then(head(provider).ending(End.NEVER));
        Map<String, String> settings =
                Map.of("strawberry.models.stream", "true", "strawberry.models.first-token-timeout", "PT0.3S");

        // when
        ModelCallException failure = failure(provider, settings, call(provider, false));

        // then
        assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
        assertThat(failure).hasMessageContaining("No first token");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "GOOGLE", "MISTRAL"})
    void shouldAllowAStreamItsEnvelopes(Provider provider) {
        // given a reply of 2,000 characters in more bytes than a whole response may have
        Response stream = repeated(provider, "Fo", 1_000);
        assertThat(String.join("", stream.pieces()).length()).isGreaterThan(100_000);
        server.then(stream);

        // when
        try (TestModels models = TestModels.tryingOnce(provider.variables(server.url()))) {
            String text =
                    models.model(provider.model).call(call(provider, true)).text();

            // then
            assertThat(text).isEqualTo("Fo".repeat(1_000) + "ur.");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "GOOGLE", "MISTRAL"})
    void shouldRefuseAStreamWhoseTextIsTooLong(Provider provider) {
        // given
        server.then(repeated(provider, "Fo" + "x".repeat(998), 101));

        // when
        ModelCallException failure = failure(provider, call(provider, true));

        // then
        assertThat(failure.code()).isEqualTo(Code.INVALID_RESPONSE);
        assertThat(failure).hasMessageContaining("longer than 100000 characters");
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.possiblyBilled()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "GOOGLE", "MISTRAL"})
    void shouldRefuseAStreamThatDoesNotEnd(Provider provider) {
        // given
        server.then(repeated(provider, "Fo", 2_000));
        Map<String, String> settings = Map.of("strawberry.models.max-stream-bytes", "150000");

        // when
        ModelCallException failure = failure(provider, settings, call(provider, true));

        // then
        assertThat(failure.code()).isEqualTo(Code.INVALID_RESPONSE);
        assertThat(failure).hasMessageContaining("larger than 150000 bytes");
        assertThat(failure.retryable()).isFalse();
    }

    /** A stream whose first text comes so many times. */
    private static Response repeated(Provider provider, String first, int times) {
        String[] pieces = provider.protocol.streamed(first, "ur.").pieces().stream()
                .flatMap(piece -> Collections.nCopies(piece.contains(first) ? times : 1, piece).stream())
                .toArray(String[]::new);
        return Response.stream(pieces);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "GOOGLE", "MISTRAL"})
    void shouldRefuseAnOversizedWholeReplyInPlaceOfAStream(Provider provider) {
        // given
        server.then(provider.protocol.whole("x".repeat(200_000)));

        // when
        ModelCallException failure = failure(provider, call(provider, true));

        // then
        assertThat(failure.code()).isEqualTo(Code.INVALID_RESPONSE);
        assertThat(failure).hasMessageContaining("larger than 100000 bytes");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC", "GOOGLE", "MISTRAL"})
    void shouldRefuseAnOversizedStream(Provider provider) {
        // given
        server.then(provider.protocol.streamed("x".repeat(200_000), "y"));

        // when
        ModelCallException failure = failure(provider, call(provider, true));

        // then
        assertThat(failure.code()).isEqualTo(Code.INVALID_RESPONSE);
        assertThat(failure).hasMessageContaining("larger than 100000 bytes");
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void shouldEndAtOnceWhenInterruptedInAStream() throws InterruptedException {
        // given
        server.then(half(Provider.VLLM).ending(End.NEVER));
        AtomicReference<@Nullable ModelCallException> failure = new AtomicReference<>();
        AtomicReference<String> heard = new AtomicReference<>("");
        ModelCall call = Calls.of("vllm:m").streamed(Streaming.to(heard::set));
        Thread caller = Thread.ofVirtual().start(() -> failure.set(failure(Provider.VLLM, call)));
        Awaitility.await().until(() -> !heard.get().isEmpty());

        // when
        caller.interrupt();

        // then
        assertThat(caller.join(Duration.ofSeconds(5))).as("ends at once").isTrue();
        assertThat(Objects.requireNonNull(failure.get()).code()).isEqualTo(Code.INTERRUPTED);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldLetTheHeadOfEveryResponseBeSeen(Provider provider, boolean streamed) {
        // given
        List<String> seen = new ArrayList<>();
        server.then(provider.protocol.error(429, "Slow down.").with("x-ratelimit-remaining-requests", "0"))
                .then(streamed ? provider.protocol.streamed("a", "b") : provider.protocol.whole("ab"));
        try (TestModels models = new TestModels(
                provider.variables(server.url()),
                TestModels.QUICK,
                (problem, name, sample) -> Optional.empty(),
                (endpoint, model, status, headers) -> seen.add(endpoint.provider() + " " + model + " " + status + " "
                        + headers.firstValue("x-ratelimit-remaining-requests").orElse("-")))) {
            // when
            models.model(provider.model).call(call(provider, streamed));
        }

        // then
        String prefix = provider.model.replaceFirst(":.*", "");
        assertThat(seen)
                .containsExactly(prefix + " " + provider.model + " 429 0", prefix + " " + provider.model + " 200 -");
    }
}
