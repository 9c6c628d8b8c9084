package org.openstrawberry.verifier.vote;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.Usage;

/**
 * What the votes on a window came to.
 *
 * @param outcome of more than half of all critics; UNKNOWN without such a majority
 * @param votes in the order of their coming, at least one
 */
public record Majority(CritiqueOutcome outcome, List<Vote> votes) {
    /** Several critics spoke, and no outcome has the majority. */
    public static final String NO_MAJORITY = "NO_MAJORITY";

    /** @throws IllegalArgumentException without a vote */
    public Majority {
        votes = List.copyOf(votes);
        if (votes.isEmpty()) {
            throw new IllegalArgumentException("nobody has voted");
        }
    }

    /** The mean of the scores that were given, also by those in the minority; null when there is none. */
    public @Nullable Double score() {
        OptionalDouble mean = votes.stream()
                .map(vote -> vote.said().score())
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? (Double) mean.getAsDouble() : null;
    }

    /** By aspect of the rubric, the mean of what it was rated. */
    public Map<String, Double> scores() {
        return votes.stream()
                .flatMap(vote -> vote.said().scores().entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.averagingDouble(Map.Entry::getValue)));
    }

    /** The turn that most of the failing votes name as the first wrong one, the earliest of several; null when none does. */
    public @Nullable Integer firstWrongTurn() {
        if (outcome != CritiqueOutcome.FAIL) {
            return null;
        }
        Map<Integer, Long> named = agreeing()
                .map(vote -> vote.said().firstWrongTurn())
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return named.entrySet().stream()
                .max(Map.Entry.<Integer, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** The vote that speaks for all: the first of the majority, of a failing one the first that names its wrong turn. */
    public Vote speaker() {
        Integer wrong = firstWrongTurn();
        return agreeing()
                .filter(vote -> Objects.equals(vote.said().firstWrongTurn(), wrong))
                .findFirst()
                .or(() -> agreeing().findFirst())
                .orElseGet(votes::getFirst);
    }

    /** Why nothing is known; null when the critics said so, or there is a majority. */
    public @Nullable String error() {
        if (outcome != CritiqueOutcome.UNKNOWN) {
            return null;
        }
        Optional<String> first = Optional.ofNullable(votes.getFirst().error());
        boolean same = votes.stream()
                .allMatch(vote -> vote.outcome() == CritiqueOutcome.UNKNOWN
                        && Optional.ofNullable(vote.error()).equals(first));
        return same ? first.orElse(null) : NO_MAJORITY;
    }

    /** The sums of what was reported; a count that is unknown of one call is unknown of all. */
    public Usage usage() {
        return new Usage(
                sum(Usage::input),
                sum(Usage::cached),
                sum(Usage::cacheWritten),
                sum(Usage::output),
                sum(Usage::reasoning));
    }

    /** Null when that of one call is unknown. */
    public @Nullable BigDecimal cost() {
        return total(Vote::cost, BigDecimal::add);
    }

    /** Of all calls, which follow one another. */
    public Duration latency() {
        return votes.stream().map(Vote::latency).reduce(Duration.ZERO, Duration::plus);
    }

    private @Nullable Integer sum(Function<Usage, @Nullable Integer> count) {
        return this.<Integer>total(vote -> count.apply(vote.usage()), Math::addExact);
    }

    private <T> @Nullable T total(Function<Vote, @Nullable T> part, BinaryOperator<T> plus) {
        T total = null;
        for (Vote vote : votes) {
            T value = part.apply(vote);
            if (value == null) {
                return null;
            }
            total = total == null ? value : plus.apply(total, value);
        }
        return total;
    }

    private Stream<Vote> agreeing() {
        return votes.stream().filter(vote -> vote.outcome() == outcome);
    }
}
