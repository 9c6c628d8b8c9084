package org.openstrawberry.judge.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.openstrawberry.contracts.ElementOrder;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Brackets;
import org.openstrawberry.judge.formula.Formula.Comparator;
import org.openstrawberry.judge.formula.Formula.Conjunction;
import org.openstrawberry.judge.formula.Formula.Group;
import org.openstrawberry.judge.formula.Formula.Listing;
import org.openstrawberry.judge.formula.Formula.Relation;
import org.openstrawberry.judge.formula.Formula.Variable;
import org.openstrawberry.judge.value.Sameness;

/** Compares lists, sets and tuples. A part of them, or more than them, is different. */
final class Elements {
    private final Comparison comparison;
    private final ElementOrder order;
    private final Budget budget;

    Elements(Comparison comparison, ElementOrder order, Budget budget) {
        this.comparison = comparison;
        this.order = order;
        this.budget = budget;
    }

    /** How elements are written together; bare lists have no brackets. */
    private record Several(Optional<Brackets> brackets, boolean joined, List<Formula> elements) {
        boolean isSet() {
            return brackets.equals(Optional.of(Brackets.SET));
        }

        boolean isBare() {
            return brackets.isEmpty();
        }
    }

    Sameness same(Formula truth, Formula answer) {
        Optional<Several> left = several(truth);
        Optional<Several> right = several(answer);
        if (left.isEmpty() || right.isEmpty()) {
            return oneWithSeveral(left.or(() -> right).orElseThrow(), left.isEmpty() ? truth : answer);
        }
        Several first = left.get();
        Several second = right.get();
        if (!fits(first, second)) {
            return Sameness.DIFFERENT;
        }
        if (first.isSet() || second.isSet()) {
            return inside(first.elements(), second.elements()).and(inside(second.elements(), first.elements()));
        }
        boolean named = assigned(first).isPresent() != assigned(second).isPresent();
        boolean bare = first.isBare() && second.isBare();
        boolean joined = first.joined() || second.joined();
        boolean ordered = named || !bare || (order == ElementOrder.SAME && !joined);
        return ordered
                ? comparison.inOrder(values(first, named), values(second, named))
                : anyOrder(first.elements(), second.elements());
    }

    /** A set of one number is the number; everything else that has several is not one. */
    private Sameness oneWithSeveral(Several several, Formula one) {
        return several.isSet() && several.elements().size() == 1
                ? comparison.same(several.elements().getFirst(), one)
                : Sameness.DIFFERENT;
    }

    private static Optional<Several> several(Formula formula) {
        return switch (formula) {
            case Group group -> Optional.of(new Several(Optional.of(group.brackets()), false, group.elements()));
            case Listing listing ->
                Optional.of(
                        new Several(Optional.empty(), listing.conjunction() != Conjunction.COMMA, listing.elements()));
            default -> Optional.empty();
        };
    }

    /** A bare list may be any list or set, but no half-open interval; "or" and "and" make it no tuple. */
    private static boolean fits(Several left, Several right) {
        if (left.isBare() || right.isBare()) {
            Several other = left.isBare() ? right : left;
            boolean tuple = !other.isBare() && !other.isSet();
            boolean joinedByOr = tuple && (left.joined() || right.joined());
            return !joinedByOr && other.brackets().map(Elements::isPlain).orElse(true);
        }
        return left.brackets().equals(right.brackets()) || (isVector(left) && isVector(right));
    }

    private static boolean isPlain(Brackets brackets) {
        return switch (brackets) {
            case SET, ROUND, SQUARE, ANGLE -> true;
            case ROUND_SQUARE, SQUARE_ROUND -> false;
        };
    }

    private static boolean isVector(Several several) {
        return several.brackets()
                .map(brackets -> brackets == Brackets.ROUND || brackets == Brackets.ANGLE)
                .orElse(false);
    }

    /** The variables of "x = 1, y = 2", when all elements are such and all differ, in rising order. */
    private static Optional<List<String>> assigned(Several several) {
        List<String> names = new ArrayList<>();
        for (Formula element : several.elements()) {
            if (!(element instanceof Relation relation)
                    || !relation.signs().equals(List.of(Comparator.EQUAL))
                    || !(relation.sides().getFirst() instanceof Variable variable)) {
                return Optional.empty();
            }
            names.add(variable.name());
        }
        Set<String> sorted = new TreeSet<>(names);
        return sorted.size() == names.size() && List.copyOf(sorted).equals(names) && names.size() > 1
                ? Optional.of(names)
                : Optional.empty();
    }

    private static List<Formula> values(Several several, boolean named) {
        return named && assigned(several).isPresent()
                ? several.elements().stream()
                        .map(element -> ((Relation) element).sides().getLast())
                        .toList()
                : several.elements();
    }

    /** Whether every element of one list is somewhere in the other. */
    private Sameness inside(List<Formula> elements, List<Formula> others) {
        Sameness all = Sameness.SAME;
        for (Formula element : elements) {
            Sameness found = Sameness.DIFFERENT;
            for (Formula other : others) {
                found = found.or(comparison.same(other, element));
                if (found == Sameness.SAME) {
                    break;
                }
            }
            all = all.and(found);
            if (all == Sameness.DIFFERENT) {
                return all;
            }
        }
        return all;
    }

    /** Whether the elements can be paired. */
    private Sameness anyOrder(List<Formula> truth, List<Formula> answer) {
        if (truth.size() != answer.size()) {
            return Sameness.DIFFERENT;
        }
        List<Formula> left = new ArrayList<>(truth);
        boolean unknown = false;
        for (Formula element : answer) {
            budget.spend(left.size());
            int at = -1;
            boolean open = false;
            for (int candidate = 0; candidate < left.size() && at < 0; candidate++) {
                Sameness same = comparison.same(left.get(candidate), element);
                at = same == Sameness.SAME ? candidate : at;
                open |= same == Sameness.UNKNOWN;
            }
            if (at < 0 && !open) {
                return Sameness.DIFFERENT;
            }
            unknown |= at < 0;
            if (at >= 0) {
                left.remove(at);
            }
        }
        return unknown ? Sameness.UNKNOWN : Sameness.SAME;
    }
}
