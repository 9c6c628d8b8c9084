package org.openstrawberry.judge.comparison;

import java.util.List;
import java.util.Optional;
import org.openstrawberry.contracts.ElementOrder;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Brackets;
import org.openstrawberry.judge.formula.Formula.Call;
import org.openstrawberry.judge.formula.Formula.Group;
import org.openstrawberry.judge.formula.Formula.Listing;
import org.openstrawberry.judge.formula.Formula.Matrix;
import org.openstrawberry.judge.formula.Formula.NamedSet;
import org.openstrawberry.judge.formula.Formula.Relation;
import org.openstrawberry.judge.formula.Function;
import org.openstrawberry.judge.formula.Trees;
import org.openstrawberry.judge.value.Sameness;

/** Whether two formulas mean the same. The kinds of both decide how they are compared. */
public final class Comparison {
    private final ElementOrder order;
    private final Budget budget;

    /** A comparison in which bare lists are compared in this order. */
    public Comparison(ElementOrder order, Budget budget) {
        this.order = order;
        this.budget = budget;
    }

    /**
     * Compares a ground truth with an answer. A logarithm without a base is to ten or to e, whichever makes them the same,
     * but in both formulas alike.
     *
     * @throws org.openstrawberry.judge.budget.BudgetExceededException when it takes too much work
     */
    public Sameness compare(Formula truth, Formula answer) {
        Formula left = Signs.expanded(truth);
        Formula right = Signs.expanded(answer);
        Sameness toTen = same(left, right);
        boolean bare = hasBareLogarithm(left) || hasBareLogarithm(right);
        return toTen == Sameness.SAME || !bare ? toTen : toTen.or(same(natural(left), natural(right)));
    }

    /** Compares without regard to signs that stand for both values. */
    Sameness same(Formula truth, Formula answer) {
        budget.spend(1);
        if (truth.equals(answer)) {
            return Sameness.SAME;
        }
        if (truth instanceof Matrix || answer instanceof Matrix) {
            return matrices(truth, answer);
        }
        Optional<Sameness> regions = regions(truth, answer);
        if (regions.isPresent()) {
            return regions.get();
        }
        if (truth instanceof Relation || answer instanceof Relation) {
            return new Relations(this, budget).same(truth, answer);
        }
        if (isSeveral(truth) || isSeveral(answer)) {
            return new Elements(this, order, budget).same(truth, answer);
        }
        boolean scalars = Trees.isScalar(truth) && Trees.isScalar(answer);
        return scalars ? Expressions.compare(truth, answer, budget) : Sameness.UNKNOWN;
    }

    static boolean isSeveral(Formula formula) {
        return formula instanceof Group || formula instanceof Listing;
    }

    /** As sets of real numbers, when one of them can only be such a set. */
    private Optional<Sameness> regions(Formula truth, Formula answer) {
        if (!RegionReader.isRegion(truth) && !RegionReader.isRegion(answer)) {
            return Optional.empty();
        }
        if (truth instanceof NamedSet first && answer instanceof NamedSet second) {
            return Optional.of(Sameness.of(first.name() == second.name()));
        }
        if (isOtherVariable(truth, answer)) {
            return Optional.of(Sameness.DIFFERENT);
        }
        RegionReader reader = new RegionReader(budget);
        Optional<Region> left = reader.read(truth);
        Optional<Region> right = reader.read(answer);
        if (left.isPresent() && right.isPresent()) {
            return Optional.of(Regions.compare(left.get(), right.get(), budget));
        }
        boolean number = isNumber(truth) || isNumber(answer);
        return number && (left.isPresent() || right.isPresent()) ? Optional.of(Sameness.DIFFERENT) : Optional.empty();
    }

    private static boolean isNumber(Formula formula) {
        return Trees.isScalar(formula) && Trees.variables(formula).isEmpty();
    }

    private static boolean isOtherVariable(Formula truth, Formula answer) {
        var left = Trees.variables(truth);
        var right = Trees.variables(answer);
        return !left.isEmpty() && !right.isEmpty() && !left.equals(right);
    }

    /** Element by element. A tuple may be a column or a row, a list of lists a matrix. */
    private Sameness matrices(Formula truth, Formula answer) {
        Optional<List<List<Formula>>> left = rows(truth, answer);
        Optional<List<List<Formula>>> right = rows(answer, truth);
        if (left.isEmpty() || right.isEmpty()) {
            return Sameness.UNKNOWN;
        }
        if (left.get().size() != right.get().size()
                || left.get().getFirst().size() != right.get().getFirst().size()) {
            return Sameness.DIFFERENT;
        }
        Sameness all = Sameness.SAME;
        for (int row = 0; row < left.get().size() && all != Sameness.DIFFERENT; row++) {
            all = all.and(inOrder(left.get().get(row), right.get().get(row)));
        }
        return all;
    }

    private static Optional<List<List<Formula>>> rows(Formula formula, Formula other) {
        if (formula instanceof Matrix matrix) {
            return Optional.of(matrix.rows());
        }
        if (!(formula instanceof Group group) || group.brackets() == Brackets.SET) {
            return Optional.empty();
        }
        if (group.elements().stream().allMatch(Group.class::isInstance)) {
            List<List<Formula>> rows = group.elements().stream()
                    .map(row -> ((Group) row).elements())
                    .toList();
            int width = rows.getFirst().size();
            return Optional.of(rows).filter(all -> all.stream().allMatch(row -> row.size() == width));
        }
        boolean asRow = other instanceof Matrix matrix && matrix.rows().size() == 1;
        return Optional.of(
                asRow
                        ? List.of(group.elements())
                        : group.elements().stream().map(List::of).toList());
    }

    /** Whether both lists have the same elements at the same places. */
    Sameness inOrder(List<Formula> truth, List<Formula> answer) {
        if (truth.size() != answer.size()) {
            return Sameness.DIFFERENT;
        }
        Sameness all = Sameness.SAME;
        for (int at = 0; at < truth.size() && all != Sameness.DIFFERENT; at++) {
            all = all.and(same(truth.get(at), answer.get(at)));
        }
        return all;
    }

    private static boolean hasBareLogarithm(Formula formula) {
        return Trees.contains(formula, part -> part instanceof Call call && call.function() == Function.BARE_LOGARITHM);
    }

    private static Formula natural(Formula formula) {
        Formula inside = Trees.map(formula, Comparison::natural);
        return inside instanceof Call call && call.function() == Function.BARE_LOGARITHM
                ? new Call(Function.NATURAL_LOGARITHM, call.arguments())
                : inside;
    }
}
