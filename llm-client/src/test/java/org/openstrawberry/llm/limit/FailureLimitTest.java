package org.openstrawberry.llm.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openstrawberry.llm.Calls;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.PauseListener;
import org.openstrawberry.llm.config.LimitedProcess;
import org.openstrawberry.simulated.Fault;
import org.openstrawberry.simulated.FaultPlan;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedModelServer;

/** What becomes of calls to a provider that fails, refuses the key or wants rest. */
class FailureLimitTest {

    private static final String LIMITER = "strawberry.models.limiter.";
    private static final Map<String, String> CIRCUIT = Map.of(
            "strawberry.models.retry.max-tries",
            "1",
            LIMITER + "circuit.window",
            "4",
            LIMITER + "circuit.failure-ratio",
            "0.5",
            LIMITER + "circuit.pause",
            "0.5s");

    private static LimitDatabase database;

    private final SimulatedModelServer server =
            SimulatedModelServer.builder().script(ReplyScript.always("fine")).start();
    private final List<LimitedProcess> processes = new ArrayList<>();

    @BeforeAll
    static void createDatabase() throws SQLException {
        database = LimitDatabase.create();
    }

    @AfterEach
    void stop() {
        processes.forEach(LimitedProcess::close);
        server.close();
    }

    private LimitedProcess process(Map<String, String> settings) throws SQLException {
        LimitedProcess process = new LimitedProcess(database, server.baseUrl(), settings);
        processes.add(process);
        return process;
    }

    private static ModelReply call(LimitedProcess process) {
        return process.model().call(Calls.of("openai:m"));
    }

    private static ModelCallException failure(LimitedProcess process) {
        return catchThrowableOfType(ModelCallException.class, () -> call(process));
    }

    @Test
    void shouldWaitWhileTheCircuitIsOpenAndGoOnWhenTheServerIsBack() throws SQLException {
        // given
        LimitedProcess process = process(CIRCUIT);
        server.faults(FaultPlan.always(Fault.serverError()));
        for (int i = 0; i < 4; i++) {
            assertThat(failure(process).code()).isEqualTo(Code.SERVER_ERROR);
        }
        server.faults(FaultPlan.NONE);
        long start = System.nanoTime();

        // when
        ModelReply reply = call(process);

        // then
        assertThat(reply.text()).isEqualTo("fine");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
        assertThat(server.stats().requests()).isEqualTo(5);
        assertThat(process.meters()
                        .get("strawberry.models.limit.circuit")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void shouldLeaveACallForLaterWhenTheCircuitStaysOpen() throws SQLException {
        // given
        Map<String, String> settings = new HashMap<>(CIRCUIT);
        settings.put(LIMITER + "circuit.pause", "30s");
        settings.put(LIMITER + "longest-wait", "0.2s");
        LimitedProcess process = process(settings);
        server.faults(FaultPlan.always(Fault.cutBeforeHeaders()));
        for (int i = 0; i < 4; i++) {
            assertThat(failure(process).heldBack()).isFalse();
        }

        // when
        ModelCallException failure = failure(process);

        // then
        assertThat(failure.code()).isEqualTo(Code.CIRCUIT_OPEN);
        assertThat(failure.heldBack()).isTrue();
        assertThat(failure.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        assertThat(server.stats().requests()).isEqualTo(4);
        assertThat(process.meters()
                        .get("strawberry.models.limit.circuit")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void shouldNotHammerWithAKeyThatIsRefused() throws SQLException {
        // given
        LimitedProcess process = process(Map.of());
        server.faults(FaultPlan.always(Fault.unauthorized()));

        // when
        List<ModelCallException> failures = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            failures.add(failure(process));
        }

        // then
        assertThat(failures).allMatch(failure -> failure.code() == Code.UNAUTHORIZED && !failure.heldBack());
        assertThat(server.stats().requests()).isEqualTo(3);
    }

    @Test
    void shouldWaitForARestOffTheClock() throws SQLException {
        // given a listener as a caller's clock has one
        LimitedProcess process = process(Map.of());
        server.faults(FaultPlan.first(Fault.rateLimited(1)));
        long[] pausedAt = new long[1];
        long[] paused = new long[1];
        PauseListener clock = new PauseListener() {
            @Override
            public void paused() {
                pausedAt[0] = System.nanoTime();
            }

            @Override
            public void resumed() {
                paused[0] += System.nanoTime() - pausedAt[0];
            }
        };

        // when
        ModelReply reply = ScopedValue.where(PauseListener.CURRENT, clock).call(() -> call(process));

        // then
        assertThat(reply.tries()).isEqualTo(2);
        assertThat(Duration.ofNanos(paused[0])).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void shouldLeaveACallForLaterThatIsRefusedAgainAndAgain() throws SQLException {
        // given
        LimitedProcess process = process(Map.of("strawberry.models.retry.max-tries", "2"));
        server.faults(FaultPlan.always(Fault.rateLimited("0.1")));

        // when
        ModelCallException failure = failure(process);

        // then
        assertThat(failure.code()).isEqualTo(Code.RATE_LIMITED);
        assertThat(failure.heldBack()).isTrue();
        assertThat(server.stats().requests()).isEqualTo(2);
    }

    @Test
    void shouldFailForGoodWhenTheQuotaIsUsedUp() throws SQLException {
        // given
        LimitedProcess process = process(Map.of());
        server.faults(FaultPlan.always(new Fault.ErrorStatus(
                "quota", 429, "insufficient_quota", "insufficient_quota", "You exceeded your quota.", null)));

        // when
        ModelCallException failure = failure(process);

        // then
        assertThat(failure.heldBack()).isFalse();
        assertThat(server.stats().requests()).isEqualTo(1);
    }
}
