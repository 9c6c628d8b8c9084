package org.openstrawberry.judge.formula;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.openstrawberry.judge.formula.Formula.Call;
import org.openstrawberry.judge.formula.Formula.Constant;
import org.openstrawberry.judge.formula.Formula.Group;
import org.openstrawberry.judge.formula.Formula.Listing;
import org.openstrawberry.judge.formula.Formula.Matrix;
import org.openstrawberry.judge.formula.Formula.NamedSet;
import org.openstrawberry.judge.formula.Formula.Negative;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.PlusMinus;
import org.openstrawberry.judge.formula.Formula.Relation;
import org.openstrawberry.judge.formula.Formula.Series;
import org.openstrawberry.judge.formula.Formula.SetOperation;
import org.openstrawberry.judge.formula.Formula.Variable;

/** What can be asked of a formula's tree, and done with it, without knowing what it means. */
public final class Trees {
    private Trees() {}

    /** The formulas that a formula is made of. */
    public static List<Formula> parts(Formula formula) {
        return switch (formula) {
            case Numeral _, Constant _, Variable _, NamedSet _ -> List.of();
            case Operation operation -> List.of(operation.left(), operation.right());
            case Negative negative -> List.of(negative.operand());
            case PlusMinus either -> List.of(either.left(), either.right());
            case Call call -> call.arguments();
            case Series series -> List.of(series.from(), series.to(), series.body());
            case Relation relation -> relation.sides();
            case Group group -> group.elements();
            case Listing listing -> listing.elements();
            case SetOperation operation -> List.of(operation.left(), operation.right());
            case Matrix matrix -> matrix.rows().stream().flatMap(List::stream).toList();
        };
    }

    /** The formula with each of its parts changed, itself unchanged. */
    public static Formula map(Formula formula, UnaryOperator<Formula> change) {
        return switch (formula) {
            case Numeral _, Constant _, Variable _, NamedSet _ -> formula;
            case Operation operation ->
                new Operation(operation.operator(), change.apply(operation.left()), change.apply(operation.right()));
            case Negative negative -> new Negative(change.apply(negative.operand()));
            case PlusMinus either ->
                new PlusMinus(change.apply(either.left()), change.apply(either.right()), either.upperIsPlus());
            case Call call ->
                new Call(call.function(), call.arguments().stream().map(change).toList());
            case Series series ->
                new Series(
                        series.product(),
                        series.index(),
                        change.apply(series.from()),
                        change.apply(series.to()),
                        change.apply(series.body()));
            case Relation relation ->
                new Relation(relation.sides().stream().map(change).toList(), relation.signs());
            case Group group ->
                new Group(
                        group.brackets(), group.elements().stream().map(change).toList());
            case Listing listing ->
                new Listing(
                        listing.conjunction(),
                        listing.elements().stream().map(change).toList());
            case SetOperation operation ->
                new SetOperation(operation.operator(), change.apply(operation.left()), change.apply(operation.right()));
            case Matrix matrix ->
                new Matrix(matrix.rows().stream()
                        .map(row -> row.stream().map(change).toList())
                        .toList());
        };
    }

    /** Whether some part, at any depth, is such a one. */
    public static boolean contains(Formula formula, Predicate<Formula> wanted) {
        return wanted.test(formula) || parts(formula).stream().anyMatch(part -> contains(part, wanted));
    }

    /** The names of the variables; an index of a sum is none. */
    public static Set<String> variables(Formula formula) {
        Set<String> names = new TreeSet<>();
        collect(formula, names);
        return names;
    }

    private static void collect(Formula formula, Set<String> names) {
        if (formula instanceof Variable variable) {
            names.add(variable.name());
        } else if (formula instanceof Series series) {
            Set<String> inside = variables(series.body());
            inside.remove(series.index());
            names.addAll(inside);
            collect(series.from(), names);
            collect(series.to(), names);
        } else {
            parts(formula).forEach(part -> collect(part, names));
        }
    }

    /** The formula with another one in the place of a variable. */
    public static Formula replace(Formula formula, String name, Formula replacement) {
        if (formula instanceof Variable variable) {
            return variable.name().equals(name) ? replacement : formula;
        }
        if (formula instanceof Series series && series.index().equals(name)) {
            return formula;
        }
        return map(formula, part -> replace(part, name, replacement));
    }

    /** Whether it is one value and not a relation, a list, a set or a matrix. */
    public static boolean isScalar(Formula formula) {
        return !contains(formula, part -> switch (part) {
            case Relation _, Group _, Listing _, SetOperation _, NamedSet _, Matrix _, PlusMinus _ -> true;
            case Numeral _, Constant _, Variable _, Operation _, Negative _, Call _, Series _ -> false;
        });
    }
}
