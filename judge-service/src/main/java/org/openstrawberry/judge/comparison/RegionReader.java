package org.openstrawberry.judge.comparison;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Brackets;
import org.openstrawberry.judge.formula.Formula.Comparator;
import org.openstrawberry.judge.formula.Formula.Conjunction;
import org.openstrawberry.judge.formula.Formula.Group;
import org.openstrawberry.judge.formula.Formula.Listing;
import org.openstrawberry.judge.formula.Formula.NamedSet;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.Formula.Relation;
import org.openstrawberry.judge.formula.Formula.SetOperation;
import org.openstrawberry.judge.formula.Formula.SetOperator;
import org.openstrawberry.judge.formula.Formula.Variable;
import org.openstrawberry.judge.formula.Trees;

/** Reads formulas as sets of real numbers: intervals, unions, finite sets, inequalities in one variable. */
final class RegionReader {
    private final Budget budget;

    RegionReader(Budget budget) {
        this.budget = budget;
    }

    /** The region; empty when the formula is none. */
    Optional<Region> read(Formula formula) {
        return switch (formula) {
            case NamedSet named ->
                switch (named.name()) {
                    case REALS -> Optional.of(Region.all());
                    case EMPTY -> Optional.of(new Region.Empty());
                    case INTEGERS, NATURALS, RATIONALS, COMPLEX -> Optional.empty();
                };
            case Group group -> group(group);
            case SetOperation operation ->
                combine(operation.operator(), read(operation.left()), read(operation.right()));
            case Relation relation -> relation(relation);
            case Listing listing -> listing(listing);
            default -> Optional.empty();
        };
    }

    private static Optional<Region> combine(SetOperator operator, Optional<Region> left, Optional<Region> right) {
        return left.isEmpty() || right.isEmpty()
                ? Optional.empty()
                : Optional.of(new Region.Combination(operator, left.get(), right.get()));
    }

    private Optional<Region> group(Group group) {
        List<Formula> elements = group.elements();
        if (group.brackets() == Brackets.SET) {
            return points(elements);
        }
        boolean isInterval = elements.size() == 2
                && group.brackets() != Brackets.ANGLE
                && elements.stream().allMatch(RegionReader::isEnd);
        if (!isInterval
                || Infinities.sign(elements.getFirst()).filter(sign -> sign > 0).isPresent()) {
            return Optional.empty();
        }
        boolean lowClosed = group.brackets() == Brackets.SQUARE || group.brackets() == Brackets.SQUARE_ROUND;
        boolean highClosed = group.brackets() == Brackets.SQUARE || group.brackets() == Brackets.ROUND_SQUARE;
        return Optional.of(
                new Region.Interval(finite(elements.getFirst()), lowClosed, finite(elements.getLast()), highClosed));
    }

    private static boolean isEnd(Formula formula) {
        return Trees.isScalar(formula) && Trees.variables(formula).isEmpty();
    }

    private static Optional<Formula> finite(Formula end) {
        return Infinities.sign(end).isPresent() ? Optional.empty() : Optional.of(end);
    }

    private static Optional<Region> points(List<Formula> elements) {
        Region region = new Region.Empty();
        for (Formula element : elements) {
            if (!isEnd(element)) {
                return Optional.empty();
            }
            region = new Region.Combination(SetOperator.UNION, region, Region.point(element));
        }
        return Optional.of(region);
    }

    private Optional<Region> listing(Listing listing) {
        if (listing.conjunction() == Conjunction.COMMA
                || !listing.elements().stream().allMatch(element -> element instanceof Relation)
                || Trees.variables(listing).size() != 1) {
            return Optional.empty();
        }
        SetOperator operator = listing.conjunction() == Conjunction.OR ? SetOperator.UNION : SetOperator.INTERSECTION;
        Optional<Region> region = read(listing.elements().getFirst());
        for (Formula element : listing.elements().subList(1, listing.elements().size())) {
            region = combine(operator, region, read(element));
        }
        return region;
    }

    private Optional<Region> relation(Relation relation) {
        if (relation.signs().getFirst() == Comparator.ELEMENT) {
            boolean plain = relation.sides().size() == 2 && relation.sides().getFirst() instanceof Variable;
            return plain ? read(relation.sides().getLast()) : Optional.empty();
        }
        Set<String> variables = Trees.variables(relation);
        if (variables.size() != 1) {
            return Optional.empty();
        }
        String variable = variables.iterator().next();
        Optional<Region> region = Optional.of(Region.all());
        for (int sign = 0; sign < relation.signs().size(); sign++) {
            Optional<Region> half = half(
                    relation.sides().get(sign),
                    relation.signs().get(sign),
                    relation.sides().get(sign + 1),
                    variable);
            region = combine(SetOperator.INTERSECTION, region, half);
        }
        return region;
    }

    private Optional<Region> half(Formula left, Comparator sign, Formula right, String variable) {
        if (sign == Comparator.APPROXIMATE || sign == Comparator.ELEMENT) {
            return Optional.empty();
        }
        boolean infinite =
                Infinities.sign(left).isPresent() || Infinities.sign(right).isPresent();
        if (infinite) {
            return Optional.of(Region.all());
        }
        return Linear.of(new Operation(Operator.SUBTRACT, left, right), variable, budget)
                .map(line -> side(line, sign));
    }

    /** Where the line is on the side of zero that the sign says. */
    private static Region side(Linear line, Comparator sign) {
        Optional<Formula> root = Optional.of(line.root());
        Region point = Region.point(line.root());
        boolean below = sign == Comparator.LESS || sign == Comparator.AT_MOST;
        boolean closed = sign == Comparator.AT_MOST || sign == Comparator.AT_LEAST;
        Region half = below == line.rising()
                ? new Region.Interval(Optional.empty(), false, root, closed)
                : new Region.Interval(root, closed, Optional.empty(), false);
        return switch (sign) {
            case EQUAL -> point;
            case NOT_EQUAL -> new Region.Combination(SetOperator.DIFFERENCE, Region.all(), point);
            case LESS, AT_MOST, GREATER, AT_LEAST, APPROXIMATE, ELEMENT -> half;
        };
    }

    /** Whether a formula says by itself that it is a region, and no pair, list or equation. */
    static boolean isRegion(Formula formula) {
        return switch (formula) {
            case NamedSet _, SetOperation _ -> true;
            case Group group ->
                switch (group.brackets()) {
                    case ROUND_SQUARE, SQUARE_ROUND -> true;
                    case ROUND, SQUARE ->
                        group.elements().stream()
                                .anyMatch(element -> Infinities.sign(element).isPresent());
                    case SET, ANGLE -> false;
                };
            case Relation relation -> relation.signs().stream().anyMatch(RegionReader::isInequality);
            case Listing listing ->
                listing.conjunction() != Conjunction.COMMA
                        && listing.elements().stream().anyMatch(RegionReader::isRegion);
            default -> false;
        };
    }

    private static boolean isInequality(Comparator sign) {
        return sign != Comparator.EQUAL && sign != Comparator.APPROXIMATE;
    }
}
