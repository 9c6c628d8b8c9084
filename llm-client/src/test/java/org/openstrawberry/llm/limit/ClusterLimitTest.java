package org.openstrawberry.llm.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.llm.Calls;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.config.LimitedProcess;
import org.openstrawberry.simulated.Fault;
import org.openstrawberry.simulated.FaultPlan;
import org.openstrawberry.simulated.Latency;
import org.openstrawberry.simulated.LogEntry;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedModelServer;

/** Several processes with one key against one server: each has a pool, a client and a memory of its own. */
class ClusterLimitTest {

    private static final String LIMITS = "strawberry.models.limits.openai.";

    /** A busy machine sends a call that much later than it was allowed, at most. */
    private static final Duration JITTER = Duration.ofMillis(700);

    private final SimulatedModelServer server =
            SimulatedModelServer.builder().script(ReplyScript.always("fine")).start();
    private final List<LimitedProcess> processes = new ArrayList<>();
    private final CountDownLatch enough = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private LimitDatabase database;

    @BeforeEach
    void createDatabase() throws SQLException {
        database = LimitDatabase.create();
    }

    @AfterEach
    void stop() {
        enough.countDown();
        callers.shutdownNow();
        processes.forEach(LimitedProcess::close);
        server.close();
    }

    private LimitedProcess process(Map<String, String> settings) throws SQLException {
        LimitedProcess process = new LimitedProcess(database, server.baseUrl(), settings);
        processes.add(process);
        return process;
    }

    /** Calls again and again until it is enough, with so many threads. */
    private List<Future<?>> keepCalling(LimitedProcess process, int threads, Runnable afterEach) {
        List<Future<?>> calling = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            calling.add(callers.submit(() -> {
                while (enough.getCount() > 0) {
                    ModelReply _ = process.model().call(Calls.of("openai:m"));
                    afterEach.run();
                }
            }));
        }
        return calling;
    }

    private List<Instant> arrivals() {
        return server.log().stream()
                .map(LogEntry::arrivedAt)
                .map(Instant::parse)
                .sorted()
                .toList();
    }

    private static int most(List<Instant> arrivals, Duration window) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < arrivals.size(); to++) {
            while (!arrivals.get(from).plus(window).isAfter(arrivals.get(to))) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    @Test
    void shouldKeepTenProcessesTogetherWithinRateAndBurst() throws Exception {
        // given 20 requests a second and ten processes of four callers
        Map<String, String> settings = Map.of(LIMITS + "requests-per-minute", "1200", LIMITS + "request-burst", "5");
        for (int i = 0; i < 10; i++) {
            keepCalling(process(settings), 4, () -> {});
        }

        // when
        await().atMost(Duration.ofSeconds(60)).until(() -> server.stats().requests() >= 100);
        List<Instant> arrivals = arrivals();

        // then
        for (Duration window : List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4))) {
            double allowed = 5 + 20 * window.plus(JITTER).toMillis() / 1_000.0;
            assertThat((double) most(arrivals, window)).as("in any %s", window).isLessThanOrEqualTo(allowed);
        }
    }

    @Test
    void shouldKeepTokensWithinTheirRate() throws Exception {
        // given 6,000 tokens a second; each call asks for 2,000 and some and turns out to have used about a tenth
        Map<String, String> settings = Map.of(
                LIMITS + "tokens-per-minute", "360000", LIMITS + "token-burst", "2000", LIMITS + "token-factor", "2");
        LimitedProcess process = process(settings);

        // when
        List<Future<ModelReply>> replies = new ArrayList<>();
        Instant start = Instant.now();
        for (int i = 0; i < 10; i++) {
            replies.add(callers.submit(() -> process.model().call(Calls.of("openai:m"))));
        }
        for (Future<ModelReply> reply : replies) {
            assertThat(reply.get().text()).isEqualTo("fine");
        }

        // then ten estimates would take three seconds and more, if what was not used were not given back
        assertThat(Duration.between(start, arrivals().getLast())).isLessThan(Duration.ofSeconds(3));
        assertThat(Duration.between(start, arrivals().getLast())).isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void shouldLetEveryProcessRestWhenOneIsRefused() throws Exception {
        // given two processes without any limit, of which one keeps calling
        LimitedProcess refused = process(Map.of());
        keepCalling(process(Map.of()), 1, ClusterLimitTest::breathe);
        await().atMost(Duration.ofSeconds(60)).until(() -> server.stats().requests() > 3);
        server.faults(FaultPlan.first(Fault.rateLimited(4)));

        // when
        ModelReply reply = refused.model().call(Calls.of("openai:m"));

        // then
        LogEntry refusal = server.log().stream()
                .filter(entry -> entry.outcome().equals("429"))
                .findFirst()
                .orElseThrow();
        Instant from = Instant.parse(refusal.arrivedAt());
        assertThat(reply.text()).isEqualTo("fine");
        assertThat(arrivals())
                .as("a second for the others to hear of it")
                .noneMatch(arrival -> arrival.isAfter(from.plusMillis(1_500)) && arrival.isBefore(from.plusSeconds(4)));
        await("the rest is over")
                .atMost(Duration.ofSeconds(60))
                .until(() -> arrivals().getLast().isAfter(from.plusSeconds(4)));
    }

    private static void breathe() {
        try {
            Thread.sleep(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6})
    void shouldKeepCallsInFlightWithinTheLimitAndServeEveryProcess(int limit) throws Exception {
        // given
        server.latency(Latency.ofMillis(30));
        AtomicIntegerArray served = new AtomicIntegerArray(4);
        for (int i = 0; i < served.length(); i++) {
            int number = i;
            keepCalling(
                    process(Map.of(LIMITS + "in-flight", String.valueOf(limit))),
                    5,
                    () -> served.incrementAndGet(number));
        }

        // when
        await("every process is served again and again")
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    for (int i = 0; i < served.length(); i++) {
                        if (served.get(i) < 10) {
                            return false;
                        }
                    }
                    return true;
                });

        // then
        assertThat(server.stats().maxInFlight()).isLessThanOrEqualTo(limit);
    }

    @Test
    void shouldTellHowLongCallsWait() throws Exception {
        // given
        LimitedProcess process = process(Map.of(LIMITS + "requests-per-minute", "600", LIMITS + "request-burst", "1"));

        // when
        List<Future<ModelReply>> replies = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            replies.add(callers.submit(() -> process.model().call(Calls.of("openai:m"))));
        }
        for (Future<ModelReply> reply : replies) {
            reply.get();
        }

        // then
        assertThat(process.meters()
                        .get("strawberry.models.limit.wait")
                        .tag("provider", "openai")
                        .timer()
                        .max(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isGreaterThan(350);
        assertThat(process.meters()
                        .get("strawberry.models.limit.waiting")
                        .gauge()
                        .value())
                .isZero();
        assertThat(process.meters()
                        .get("strawberry.models.limit.in.flight")
                        .gauge()
                        .value())
                .isZero();
    }
}
