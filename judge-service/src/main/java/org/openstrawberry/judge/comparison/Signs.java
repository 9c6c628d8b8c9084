package org.openstrawberry.judge.comparison;

import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Conjunction;
import org.openstrawberry.judge.formula.Formula.Group;
import org.openstrawberry.judge.formula.Formula.Listing;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.Formula.PlusMinus;
import org.openstrawberry.judge.formula.Formula.Relation;
import org.openstrawberry.judge.formula.Trees;

/** Writes "a plus-minus b" as the two values that it stands for. All such signs of one value go together. */
final class Signs {
    private Signs() {}

    static Formula expanded(Formula formula) {
        if (!Trees.contains(formula, PlusMinus.class::isInstance)) {
            return formula;
        }
        return switch (formula) {
            case Listing listing -> new Listing(listing.conjunction(), each(listing.elements()));
            case Group group -> new Group(group.brackets(), each(group.elements()));
            case Relation relation
            when isAssignment(relation) -> expanded(relation.sides().getLast());
            default -> {
                Formula upper = chosen(formula, true);
                Formula lower = chosen(formula, false);
                yield new Listing(Conjunction.OR, List.of(upper, lower));
            }
        };
    }

    private static List<Formula> each(List<Formula> elements) {
        List<Formula> all = new ArrayList<>();
        for (Formula element : elements) {
            Formula expanded = expanded(element);
            boolean was = Trees.contains(element, PlusMinus.class::isInstance);
            if (was && expanded instanceof Listing both) {
                all.addAll(both.elements());
            } else {
                all.add(expanded);
            }
        }
        return all;
    }

    private static boolean isAssignment(Relation relation) {
        return relation.sides().getFirst() instanceof Formula.Variable
                && relation.signs().equals(List.of(Formula.Comparator.EQUAL));
    }

    private static Formula chosen(Formula formula, boolean upper) {
        Formula inside = Trees.map(formula, part -> chosen(part, upper));
        return inside instanceof PlusMinus either
                ? new Operation(
                        either.upperIsPlus() == upper ? Operator.ADD : Operator.SUBTRACT, either.left(), either.right())
                : inside;
    }
}
