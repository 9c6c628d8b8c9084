package org.openstrawberry.orchestrator.report;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.VerdictOutcome;

/**
 * How far a run has come.
 *
 * @param states traces laid out so far, by what they wait for
 * @param paused traces that are paused by themselves
 * @param endReasons traces that have ended, by why
 * @param errorCodes traces that have ended by an error, by its code
 * @param verdicts traces that were judged, by what was found
 * @param turns turns taken in
 * @param tokens as far as they were reported
 * @param cost empty when no call had a known cost
 */
public record RunCounts(
        Map<TraceStatus, Long> states,
        long paused,
        Map<EndReason, Long> endReasons,
        Map<String, Long> errorCodes,
        Map<VerdictOutcome, Long> verdicts,
        long turns,
        Tokens tokens,
        Optional<BigDecimal> cost) {

    /**
     * Tokens of all calls whose provider reported them.
     *
     * @param cached null when no call reported any, as with the two other kinds that not every provider tells of
     * @param calls all calls
     * @param unmetered those without a report of input and output; with any, the sums are lower bounds
     */
    public record Tokens(
            long input,
            @Nullable Long cached,
            @Nullable Long cacheWritten,
            long output,
            @Nullable Long reasoning,
            long calls,
            long unmetered) {
        /** No call. */
        public static final Tokens NONE = new Tokens(0, null, null, 0, null, 0, 0);

        /** Those of both. */
        public Tokens plus(Tokens other) {
            return new Tokens(
                    input + other.input,
                    sum(cached, other.cached),
                    sum(cacheWritten, other.cacheWritten),
                    output + other.output,
                    sum(reasoning, other.reasoning),
                    calls + other.calls,
                    unmetered + other.unmetered);
        }

        private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return one + other;
        }
    }

    public RunCounts {
        states = copy(states, TraceStatus.class);
        endReasons = copy(endReasons, EndReason.class);
        errorCodes = Collections.unmodifiableMap(new TreeMap<>(errorCodes));
        verdicts = copy(verdicts, VerdictOutcome.class);
    }

    /** Traces that have come to their end. */
    public long finished() {
        return states.getOrDefault(TraceStatus.FINISHED, 0L);
    }

    /** The share of correct answers among the traces that ended, cancelled ones left out; empty while there are none. */
    public Optional<Proportion> accuracy() {
        long ended = finished() - endReasons.getOrDefault(EndReason.CANCELLED, 0L);
        return ended > 0 ? Optional.of(Proportion.wilson(Math.min(ended, correct()), ended)) : Optional.empty();
    }

    private long correct() {
        return verdicts.getOrDefault(VerdictOutcome.CORRECT, 0L);
    }

    private static <E extends Enum<E>> Map<E, Long> copy(Map<E, Long> map, Class<E> type) {
        Map<E, Long> copy = new EnumMap<>(type);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }
}
