package org.openstrawberry.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openstrawberry.llm.Calls;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelCallListener;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.config.TestModels;
import org.openstrawberry.simulated.Fault;
import org.openstrawberry.simulated.FaultPlan;
import org.openstrawberry.simulated.Latency;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedModelServer;
import org.openstrawberry.simulated.SimulatedReply;
import org.openstrawberry.simulated.SimulatedRequest;

/** What each way to fail becomes, and how often it is tried. */
class OpenAiFailureTest {

    private static final String KEY = "sk-marked-0123456789abcdef";

    private final SimulatedModelServer server =
            SimulatedModelServer.builder().script(ReplyScript.always("fine")).start();
    private final List<Code> retried = new ArrayList<>();
    private final TestModels models = new TestModels(
            Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", server.baseUrl().toString()), new ModelCallListener() {
                @Override
                public void retrying(ModelCall call, ModelCallException failure, Duration delay) {
                    retried.add(failure.code());
                }
            });

    @AfterEach
    void stop() {
        models.close();
        server.close();
    }

    private ModelReply call() {
        return models.model("openai:m").call(Calls.of("openai:m"));
    }

    private ModelCallException failure() {
        ModelCallException failure = catchThrowableOfType(ModelCallException.class, this::call);
        assertThat(failure).as("the call fails").isNotNull();
        return failure;
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                Arguments.of(Fault.rateLimited((String) null), Code.RATE_LIMITED),
                Arguments.of(Fault.serverError(), Code.SERVER_ERROR),
                Arguments.of(Fault.overloaded(), Code.SERVER_ERROR));
    }

    static Stream<Arguments> possiblyBilled() {
        return Stream.of(
                Arguments.of(Fault.cutBeforeHeaders(), Code.CONNECTION),
                Arguments.of(Fault.cutMidBody(), Code.CONNECTION),
                Arguments.of(Fault.malformedJson(), Code.INVALID_RESPONSE),
                Arguments.of(Fault.emptyChoices(), Code.INVALID_RESPONSE));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void shouldTryAgainAfterWhatPasses(Fault fault, Code code) {
        // given
        server.faults(FaultPlan.first(fault, fault));

        // when
        ModelReply reply = call();

        // then
        assertThat(reply.text()).isEqualTo("fine");
        assertThat(reply.tries()).isEqualTo(3);
        assertThat(retried).containsExactly(code, code);
        assertThat(server.stats().requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("passing")
    void shouldGiveUpAfterSixTries(Fault fault, Code code) {
        // given
        server.faults(FaultPlan.always(fault));

        // when
        ModelCallException failure = failure();

        // then
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.tries()).isEqualTo(6);
        assertThat(server.stats().requests()).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("possiblyBilled")
    void shouldLeaveItToTheCallerToRepeatWhatMayBeCharged(Fault fault, Code code) {
        // given
        server.faults(FaultPlan.always(fault));

        // when
        ModelCallException failure = failure();

        // then
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.possiblyBilled()).isTrue();
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.tries()).isEqualTo(1);
        assertThat(server.stats().requests()).isEqualTo(1);
    }

    static Stream<Arguments> lasting() {
        return Stream.of(
                Arguments.of(Fault.badRequest(), Code.BAD_REQUEST, 400),
                Arguments.of(Fault.unauthorized(), Code.UNAUTHORIZED, 401),
                Arguments.of(status(403, "forbidden", "No."), Code.UNAUTHORIZED, 403),
                Arguments.of(Fault.unknownModel(), Code.UNKNOWN_MODEL, 404),
                Arguments.of(Fault.contextLength(), Code.CONTEXT_LENGTH, 400),
                Arguments.of(status(400, "content_filter", "Filtered."), Code.CONTENT_FILTERED, 400),
                Arguments.of(status(429, "insufficient_quota", "You exceeded your quota."), Code.RATE_LIMITED, 429),
                Arguments.of(
                        status(400, "", "This model's maximum context length is 4096 tokens."),
                        Code.CONTEXT_LENGTH,
                        400));
    }

    private static Fault status(int status, String code, String message) {
        return new Fault.ErrorStatus("test", status, "invalid_request_error", code, message, null);
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void shouldTryOnceWhatWouldOnlyBeRefusedAgain(Fault fault, Code code, int status) {
        // given
        server.faults(FaultPlan.always(fault));

        // when
        ModelCallException failure = failure();

        // then
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.status()).hasValue(status);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.tries()).isEqualTo(1);
        assertThat(server.stats().requests()).isEqualTo(1);
    }

    @Test
    void shouldWaitAsLongAsTheProviderAsks() {
        // given
        server.faults(FaultPlan.first(Fault.rateLimited(1)));
        long start = System.nanoTime();

        // when
        ModelReply reply = call();

        // then
        assertThat(reply.tries()).isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldGiveUpAtOnceWhenAskedToWaitTooLong() {
        // given
        server.faults(FaultPlan.always(Fault.rateLimited(3600)));

        // when
        ModelCallException failure = failure();

        // then
        assertThat(failure.code()).isEqualTo(Code.RATE_LIMITED);
        assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
        assertThat(failure.tries()).isEqualTo(1);
    }

    @Test
    void shouldEndATryAtItsTimeOut() {
        // given
        server.faults(FaultPlan.first(new Fault.Slow(Duration.ofSeconds(20))));
        ModelCall call = Calls.of("openai:m", Calls.CONTEXT, Duration.ofSeconds(2));

        // when
        ModelCallException failure = catchThrowableOfType(
                ModelCallException.class, () -> models.model("openai:m").call(call));

        // then
        assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
        assertThat(failure.possiblyBilled()).isTrue();
        assertThat(failure.tries()).isEqualTo(1);
    }

    @Test
    void shouldTimeOutInTheMiddleOfTheBody() throws Exception {
        // given a server that sends the headers and then nothing
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                TestModels stuck = new TestModels(
                        Map.of("VLLM_BASE_URL", "http://127.0.0.1:" + socket.getLocalPort() + "/v1"),
                        Map.of("strawberry.models.retry.max-tries", "1"),
                        (problem, name, sample) -> Optional.empty())) {
            Thread.ofVirtual().start(() -> sendHeaders(socket));
            ModelCall call = Calls.of("vllm:m", Calls.CONTEXT, Duration.ofMillis(300));

            // when
            ModelCallException failure = catchThrowableOfType(
                    ModelCallException.class, () -> stuck.model("vllm:m").call(call));

            // then
            assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
        }
    }

    private static void sendHeaders(ServerSocket socket) {
        try {
            var accepted = socket.accept();
            accepted.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void shouldRefuseAnOversizedResponse() {
        // given
        server.faults(FaultPlan.always(Fault.oversized(200_000)));

        // when
        ModelCallException failure = failure();

        // then
        assertThat(failure.code()).isEqualTo(Code.INVALID_RESPONSE);
        assertThat(failure).hasMessageContaining("larger than 100000 bytes");
        assertThat(failure.tries()).isEqualTo(1);
    }

    @Test
    void shouldReportAServerThatIsNotThere() throws IOException {
        // given
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        try (TestModels nowhere = new TestModels(Map.of("VLLM_BASE_URL", "http://localhost:" + freePort + "/v1"))) {
            // when
            ModelCallException failure = catchThrowableOfType(
                    ModelCallException.class, () -> nowhere.model("vllm:m").call(Calls.of("vllm:m")));

            // then
            assertThat(failure.code()).isEqualTo(Code.NO_CONNECTION);
            assertThat(failure.possiblyBilled()).isFalse();
            assertThat(failure).hasMessageContaining("vllm at localhost:" + freePort);
            assertThat(failure.possiblyBilled()).isFalse();
            assertThat(failure.tries()).isEqualTo(6);
        }
    }

    @Test
    void shouldNotTellTheKeyThatCannotBeSent() {
        // given
        try (TestModels wrong = new TestModels(Map.of(
                "OPENAI_API_KEY",
                "sk-mar\u200bked",
                "OPENAI_BASE_URL",
                server.baseUrl().toString()))) {
            // when
            ModelCallException failure = catchThrowableOfType(
                    ModelCallException.class, () -> wrong.model("openai:m").call(Calls.of("openai:m")));

            // then
            assertThat(failure.code()).isEqualTo(Code.MISSING_KEY);
            assertThat(failure.toString()).doesNotContain("sk-mar");
            assertThat(failure.possiblyBilled()).isFalse();
            assertThat(server.stats().requests()).isZero();
        }
    }

    @Test
    void shouldReportAReplyThatTheFilterTookAway() {
        // given
        server.script(playing(new SimulatedReply(null, "content_filter", 0, true)));

        // when / then
        assertThat(failure().code()).isEqualTo(Code.CONTENT_FILTERED);
    }

    @Test
    void shouldReportAReplyWithoutText() {
        // given
        server.script(playing(new SimulatedReply(null, "stop", 0, true)));

        // when
        ModelCallException failure = failure();

        // then
        assertThat(failure.code()).isEqualTo(Code.EMPTY_REPLY);
        assertThat(failure.possiblyBilled()).isTrue();
        assertThat(failure.usage().input()).as("what was billed").isPositive();
    }

    private static ReplyScript playing(SimulatedReply reply) {
        return new ReplyScript() {
            @Override
            public String reply(SimulatedRequest request) {
                return "";
            }

            @Override
            public SimulatedReply play(SimulatedRequest request) {
                return reply;
            }
        };
    }

    @Test
    void shouldNotRepeatTheKeyThatAProviderEchoes() {
        // given
        server.faults(FaultPlan.always(new Fault.ErrorStatus(
                "401",
                401,
                "invalid_request_error",
                "invalid_api_key",
                "Incorrect API key provided: " + KEY
                        + ", sk-other-abcdefghijkl. Send Authorization: Bearer xyz-secret.",
                null)));

        // when
        ModelCallException failure = failure();

        // then
        StringBuilder everything = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            everything.append(cause).append('\n');
        }
        assertThat(everything.toString())
                .contains("Incorrect API key provided")
                .doesNotContain(KEY)
                .doesNotContain("abcdefghijkl")
                .doesNotContain("xyz-secret");
    }

    @Test
    void shouldEndAtOnceWhenInterruptedInACall() throws InterruptedException {
        // given
        server.latency(Latency.ofMillis(60_000));

        // when
        ModelCallException failure = interruptWhen(() -> server.inFlight() == 1);

        // then
        assertThat(failure.code()).isEqualTo(Code.INTERRUPTED);
    }

    @Test
    void shouldEndAtOnceWhenInterruptedBetweenTries() throws InterruptedException {
        // given
        server.faults(FaultPlan.always(Fault.rateLimited(60)));

        // when
        ModelCallException failure =
                interruptWhen(() -> server.stats().outcomes().containsKey("429"));

        // then
        assertThat(failure.code()).isEqualTo(Code.INTERRUPTED);
        assertThat(failure.tries()).isEqualTo(1);
    }

    private ModelCallException interruptWhen(java.util.concurrent.Callable<Boolean> reached)
            throws InterruptedException {
        AtomicReference<@Nullable ModelCallException> failure = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> failure.set(failure()));
        Awaitility.await().until(reached);
        caller.interrupt();
        assertThat(caller.join(Duration.ofSeconds(5))).as("ends at once").isTrue();
        ModelCallException seen = failure.get();
        assertThat(seen).isNotNull();
        return java.util.Objects.requireNonNull(seen);
    }
}
