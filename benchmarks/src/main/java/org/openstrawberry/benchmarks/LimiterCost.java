package org.openstrawberry.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openstrawberry.simulated.Latency;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedModelServer;

/** What the limits cost the database at 500 turns a second with requests, tokens and calls in flight limited. */
public final class LimiterCost {

    private static final int WORKERS = 2;
    private static final int TURNS_A_SECOND = 500;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Map<String, String> SETTINGS = Map.of(
            "strawberry.models.limits.openai.requests-per-minute", "60000",
            "strawberry.models.limits.openai.tokens-per-minute", "60000000",
            "strawberry.models.limits.openai.in-flight", "1000");

    private LimiterCost() {}

    /**
     * Measures.
     *
     * @param arguments seconds to measure, 30 by default
     */
    public static void main(String[] arguments) throws Exception {
        Duration measured = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 30);
        List<LimitedWorker> workers = new ArrayList<>();
        try (BenchmarkDatabase database = BenchmarkDatabase.start();
                SimulatedModelServer server = SimulatedModelServer.builder()
                        .script(ReplyScript.always("It is 4."))
                        .latency(Latency.ofMillis(200))
                        .start()) {
            for (int i = 0; i < WORKERS; i++) {
                workers.add(new LimitedWorker(database, server.baseUrl(), SETTINGS));
            }
            var _ = drive(workers, WARM_UP);
            database.resetStatistics();
            long began = System.nanoTime();
            long turns = drive(workers, measured);
            double seconds = (System.nanoTime() - began) / 1e9;
            double millis = database.printStatistics("rate_limit");
            System.out.printf(
                    Locale.ROOT,
                    "%nturns %d, %.0f a second; database time %.4f ms a turn%n",
                    turns,
                    turns / seconds,
                    millis / turns);
            workers.forEach(LimitedWorker::close);
        }
        System.exit(0);
    }

    /** Begins a call every so often, whether the ones before have ended or not. */
    private static long drive(List<LimitedWorker> workers, Duration duration) throws InterruptedException {
        AtomicLong ended = new AtomicLong();
        long interval = TimeUnit.SECONDS.toNanos(1) / TURNS_A_SECOND;
        long began = System.nanoTime();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long turn = 0; turn * interval < duration.toNanos(); turn++) {
                long sleep = began + turn * interval - System.nanoTime();
                if (sleep > 0) {
                    TimeUnit.NANOSECONDS.sleep(sleep);
                }
                LimitedWorker worker = workers.get((int) (turn % workers.size()));
                var _ = callers.submit(() -> {
                    var _ = worker.call();
                    return ended.incrementAndGet();
                });
            }
        }
        return ended.get();
    }
}
