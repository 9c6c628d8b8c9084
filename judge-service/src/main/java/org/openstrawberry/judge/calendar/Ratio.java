package org.openstrawberry.judge.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.FormulaParser;
import org.openstrawberry.judge.formula.Trees;
import org.openstrawberry.judge.value.Numbers;
import org.openstrawberry.judge.value.Sameness;

/** Numbers apart by colons, or by "to". */
record Ratio(List<Formula> parts) {
    private static final int MOST = 10;
    private static final int LONGEST = 200;

    Ratio {
        parts = List.copyOf(parts);
    }

    /** Reads a whole text as one ratio; empty when it is none. */
    static Optional<Ratio> read(String plain, Budget budget) {
        String text = plain.replace("\\colon", ":").replace("\\mathbin", "").replace(" to ", ":");
        if (text.indexOf(':') <= 0 || text.length() > LONGEST) {
            return Optional.empty();
        }
        List<Formula> parts = new ArrayList<>();
        for (String part : text.split(":", -1)) {
            Optional<Formula> number = FormulaParser.parse(part, budget)
                    .filter(formula ->
                            Trees.isScalar(formula) && Trees.variables(formula).isEmpty());
            if (number.isEmpty() || parts.size() >= MOST) {
                return Optional.empty();
            }
            parts.add(number.get());
        }
        return Optional.of(new Ratio(parts));
    }

    /** Ratios are the same when their parts are proportional. */
    Sameness compare(Ratio other, Budget budget) {
        if (parts.size() != other.parts.size()) {
            return Sameness.DIFFERENT;
        }
        Sameness all = Sameness.SAME;
        for (int at = 1; at < parts.size(); at++) {
            all = all.and(Numbers.compare(
                    product(parts.getFirst(), other.parts.get(at)),
                    product(parts.get(at), other.parts.getFirst()),
                    Map.of(),
                    budget));
        }
        return all;
    }

    private static Formula product(Formula left, Formula right) {
        return new Operation(Operator.MULTIPLY, left, right);
    }
}
