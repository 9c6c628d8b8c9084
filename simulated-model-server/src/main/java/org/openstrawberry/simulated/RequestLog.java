package org.openstrawberry.simulated;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The newest requests, and counts over all of them. */
final class RequestLog {

    private final int capacity;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong forgotten = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger maxInFlight = new AtomicInteger();
    private final Map<Long, LogEntry> entries = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

    RequestLog(int capacity) {
        this.capacity = capacity;
    }

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    void arrived(LogEntry entry) {
        int now = inFlight.incrementAndGet();
        maxInFlight.accumulateAndGet(now, Math::max);
        entries.put(entry.number(), entry);
        entries.remove(entry.number() - capacity);
    }

    void ended(LogEntry entry, String outcome, @Nullable String fault, long millis) {
        inFlight.decrementAndGet();
        // A reset in between has forgotten the request; it stays forgotten.
        if (entries.computeIfPresent(entry.number(), (number, old) -> old.ended(outcome, fault, millis)) != null) {
            outcomes.computeIfAbsent(outcome, key -> new LongAdder()).increment();
        }
    }

    List<LogEntry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(LogEntry::number))
                .toList();
    }

    ServerStats stats() {
        Map<String, Long> counts = new TreeMap<>();
        outcomes.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        Map<String, Long> perTurn = entries.values().stream()
                .filter(entry -> entry.outcome().equals("200") && entry.trace() != null)
                .map(entry -> entry.trace() + "/" + entry.turn())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long repeated = perTurn.values().stream().filter(count -> count > 1).count();
        return new ServerStats(
                numbers.get() - forgotten.get(),
                inFlight.get(),
                maxInFlight.get(),
                Map.copyOf(counts),
                perTurn.size(),
                repeated);
    }

    void reset() {
        entries.clear();
        outcomes.clear();
        forgotten.set(numbers.get());
        maxInFlight.set(inFlight.get());
    }
}
