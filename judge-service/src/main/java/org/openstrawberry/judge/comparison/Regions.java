package org.openstrawberry.judge.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.value.Numbers;
import org.openstrawberry.judge.value.Numbers.Measure;
import org.openstrawberry.judge.value.Sameness;

/**
 * Compares regions by membership: the ends of both cut the line into points and gaps, and within a gap nothing changes.
 * The ends are ranked once, so that no membership depends on rounding.
 */
final class Regions {
    private static final int MOST_ENDS = 200;

    /** Distinct ends in rising order, each with all formulas that are this number. */
    private final List<List<Formula>> ranks = new ArrayList<>();

    private final Budget budget;

    private Regions(Budget budget) {
        this.budget = budget;
    }

    static Sameness compare(Region left, Region right, Budget budget) {
        Regions regions = new Regions(budget);
        List<Formula> ends = new ArrayList<>(left.ends());
        ends.addAll(right.ends());
        if (ends.size() > MOST_ENDS || !regions.rank(ends)) {
            return Sameness.UNKNOWN;
        }
        for (int cell = 0; cell <= 2 * regions.ranks.size(); cell++) {
            budget.spend(ends.size() + 1L);
            if (regions.holds(left, cell) != regions.holds(right, cell)) {
                return Sameness.DIFFERENT;
            }
        }
        return Sameness.SAME;
    }

    private record Ranked(Formula formula, double value) {}

    /** Sorts the ends; false when two of them cannot be told apart or told the same. */
    private boolean rank(List<Formula> ends) {
        List<Ranked> sorted = new ArrayList<>();
        for (Formula end : ends) {
            Optional<Measure> measure = Numbers.measure(end, Map.of(), budget).filter(Measure::isReal);
            if (measure.isEmpty()) {
                return false;
            }
            sorted.add(new Ranked(end, measure.get().real()));
        }
        sorted.sort(Comparator.comparingDouble(Ranked::value));
        for (Ranked end : sorted) {
            Sameness withLast = ranks.isEmpty()
                    ? Sameness.DIFFERENT
                    : Numbers.compare(ranks.getLast().getFirst(), end.formula(), Map.of(), budget);
            switch (withLast) {
                case SAME -> ranks.getLast().add(end.formula());
                case DIFFERENT -> ranks.add(new ArrayList<>(List.of(end.formula())));
                case UNKNOWN -> {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether a cell belongs to a region. Even cells are gaps, odd ones the ends between them. */
    private boolean holds(Region region, int cell) {
        return switch (region) {
            case Region.Empty _ -> false;
            case Region.Interval interval -> {
                int low = interval.low().map(this::cell).orElse(-1);
                int high = interval.high().map(this::cell).orElse(2 * ranks.size() + 1);
                boolean inside = cell > low && cell < high;
                boolean lowEnd = cell == low && interval.lowClosed() && (low < high || interval.highClosed());
                boolean highEnd = cell == high && interval.highClosed() && (low < high || interval.lowClosed());
                yield low <= high && (inside || lowEnd || highEnd);
            }
            case Region.Combination combination -> {
                boolean left = holds(combination.left(), cell);
                boolean right = holds(combination.right(), cell);
                yield switch (combination.operator()) {
                    case UNION -> left || right;
                    case INTERSECTION -> left && right;
                    case DIFFERENCE -> left && !right;
                };
            }
        };
    }

    private int cell(Formula end) {
        for (int rank = 0; rank < ranks.size(); rank++) {
            if (ranks.get(rank).contains(end)) {
                return 2 * rank + 1;
            }
        }
        throw new IllegalStateException("an end without a rank");
    }
}
