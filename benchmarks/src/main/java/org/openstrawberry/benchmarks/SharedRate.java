package org.openstrawberry.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.simulated.Latency;
import org.openstrawberry.simulated.LogEntry;
import org.openstrawberry.simulated.ReplyScript;
import org.openstrawberry.simulated.SimulatedModelServer;

/** Ten workers with more to ask than the 60 requests a minute that their key allows. */
public final class SharedRate {

    private static final int WORKERS = 10;
    private static final int CALLERS = 4;
    private static final int PER_MINUTE = 60;
    private static final int BURST = 1;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Map<String, String> SETTINGS = Map.of(
            "strawberry.models.limits.openai.requests-per-minute", String.valueOf(PER_MINUTE),
            "strawberry.models.limits.openai.request-burst", String.valueOf(BURST));

    private SharedRate() {}

    /**
     * Measures.
     *
     * @param arguments seconds to measure, 180 by default
     */
    public static void main(String[] arguments) throws Exception {
        Duration measured = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 180);
        try (BenchmarkDatabase database = BenchmarkDatabase.start();
                SimulatedModelServer server = SimulatedModelServer.builder()
                        .script(ReplyScript.always("It is 4."))
                        .latency(Latency.ofMillis(1_500))
                        .start()) {
            for (int i = 0; i < WORKERS; i++) {
                LimitedWorker worker = new LimitedWorker(database, server.baseUrl(), SETTINGS);
                for (int caller = 0; caller < CALLERS; caller++) {
                    Thread.ofVirtual().start(() -> keepCalling(worker));
                }
            }
            Thread.sleep(measured);
            report(server.log().stream()
                    .map(LogEntry::arrivedAt)
                    .map(Instant::parse)
                    .sorted()
                    .toList());
        }
        System.exit(0);
    }

    private static void keepCalling(LimitedWorker worker) {
        while (true) {
            try {
                var _ = worker.call();
            } catch (ModelCallException e) {
                System.out.println(e.code() + " " + e.getMessage());
            }
        }
    }

    private static void report(List<Instant> arrivals) {
        int worst = 0;
        int from = 0;
        List<Integer> perMinute = new ArrayList<>();
        for (int to = 0; to < arrivals.size(); to++) {
            while (!arrivals.get(from).plus(WINDOW).isAfter(arrivals.get(to))) {
                from++;
            }
            worst = Math.max(worst, to - from + 1);
        }
        Instant first = arrivals.getFirst();
        for (Instant minute = first;
                !minute.plus(WINDOW).isAfter(arrivals.getLast().plusSeconds(2));
                minute = minute.plus(WINDOW)) {
            Instant begin = minute;
            perMinute.add((int) arrivals.stream()
                    .filter(arrival -> !arrival.isBefore(begin) && arrival.isBefore(begin.plus(WINDOW)))
                    .count());
        }
        double seconds = Duration.between(first, arrivals.getLast()).toMillis() / 1_000.0;
        double possible = seconds * PER_MINUTE / WINDOW.toSeconds();
        System.out.printf(Locale.ROOT, "requests                    %d in %.1f s%n", arrivals.size(), seconds);
        System.out.printf(Locale.ROOT, "in each minute              %s%n", perMinute);
        System.out.printf(Locale.ROOT, "most in any 60 s            %d (allowed %d)%n", worst, PER_MINUTE + BURST);
        System.out.printf(Locale.ROOT, "utilisation                 %.1f %%%n", 100 * (arrivals.size() - 1) / possible);
    }
}
