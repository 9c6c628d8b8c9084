package org.openstrawberry.judge.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.BudgetExceededException;
import org.openstrawberry.judge.budget.InputLimits;
import org.openstrawberry.judge.formula.Formula.Comparator;
import org.openstrawberry.judge.formula.Formula.Conjunction;
import org.openstrawberry.judge.formula.Formula.Group;
import org.openstrawberry.judge.formula.Formula.Listing;
import org.openstrawberry.judge.formula.Formula.NamedSet;
import org.openstrawberry.judge.formula.Formula.Relation;
import org.openstrawberry.judge.formula.Formula.SetName;
import org.openstrawberry.judge.formula.Formula.SetOperation;
import org.openstrawberry.judge.formula.Formula.SetOperator;

/**
 * A recursive-descent parser of mathematics, bounded in length, nodes and depth. It reads the whole text or nothing: no
 * fragment is ever taken for the answer. This class reads lists, relations and sets; what they hold is read by {@link
 * TermParser}.
 */
public final class FormulaParser {
    private final Cursor cursor;
    private final TermParser terms;

    FormulaParser(Cursor cursor) {
        this.cursor = cursor;
        this.terms = new TermParser(cursor, this);
    }

    /**
     * The formula; empty when the text is no mathematics as a whole.
     *
     * @param text has been through PlainText and Latex
     * @throws BudgetExceededException when the text is too long or too deep, or has numbers too large
     */
    public static Optional<Formula> parse(String text, Budget budget) {
        if (text.length() > InputLimits.PARSER) {
            throw new BudgetExceededException("an expression too long");
        }
        budget.spend(2L * text.length());
        try {
            FormulaParser parser = new FormulaParser(new Cursor(Lexer.lexemes(text, budget), budget));
            Formula formula = parser.listing();
            return parser.cursor.atEnd() ? Optional.of(formula) : Optional.empty();
        } catch (UnreadableException unreadable) {
            return Optional.empty();
        }
    }

    /** Elements with commas or conjunctions between them; one element stands for itself. */
    private Formula listing() {
        List<Formula> elements = new ArrayList<>();
        elements.add(relation());
        Optional<Conjunction> all = Optional.empty();
        while (true) {
            Optional<Conjunction> next = conjunction();
            if (next.isEmpty()) {
                break;
            }
            // "1, 2 and 3" is joined by "and", "x < 1 or x > 2" by "or"; both in one text have no single meaning.
            if (all.isPresent() && all.get() != next.get()) {
                if (all.get() != Conjunction.COMMA && next.get() != Conjunction.COMMA) {
                    throw new UnreadableException();
                }
                all = all.get() == Conjunction.COMMA ? next : all;
            } else {
                all = next;
            }
            elements.add(relation());
        }
        return all.isEmpty() ? elements.getFirst() : cursor.node(new Listing(all.get(), elements));
    }

    private Optional<Conjunction> conjunction() {
        boolean comma = cursor.accept(",") || cursor.accept(";");
        if (cursor.accept("and") || cursor.accept("land") || cursor.accept("wedge")) {
            return Optional.of(Conjunction.AND);
        }
        if (cursor.accept("or") || cursor.accept("lor") || cursor.accept("vee")) {
            return Optional.of(Conjunction.OR);
        }
        return comma ? Optional.of(Conjunction.COMMA) : Optional.empty();
    }

    /** Sides with signs between them; one side stands for itself. */
    Formula relation() {
        List<Formula> sides = new ArrayList<>();
        List<Comparator> signs = new ArrayList<>();
        sides.add(set());
        while (!cursor.atEnd()) {
            Optional<Comparator> sign = comparator();
            if (sign.isEmpty()) {
                break;
            }
            cursor.take();
            signs.add(sign.get());
            sides.add(set());
        }
        return signs.isEmpty() ? sides.getFirst() : cursor.node(new Relation(sides, signs));
    }

    private Optional<Comparator> comparator() {
        return cursor.sees(Lexeme.Kind.NUMBER)
                ? Optional.empty()
                : Names.comparator(cursor.peek().text());
    }

    private Formula set() {
        Formula left = setOperand();
        while (!cursor.atEnd()) {
            Optional<SetOperator> operator = setOperator(left);
            if (operator.isEmpty()) {
                break;
            }
            cursor.take();
            left = cursor.node(new SetOperation(operator.get(), left, setOperand()));
        }
        return left;
    }

    private Optional<SetOperator> setOperator(Formula left) {
        boolean letterU = cursor.sees("U") || cursor.sees("union");
        if (letterU && (left instanceof Group || left instanceof SetOperation)) {
            return Optional.of(SetOperator.UNION);
        }
        boolean difference = cursor.sees("-") && left instanceof NamedSet;
        return difference
                ? Optional.of(SetOperator.DIFFERENCE)
                : Names.setOperator(cursor.peek().text());
    }

    private Formula setOperand() {
        if (cursor.accept("emptyset") || cursor.accept("varnothing")) {
            return cursor.node(new NamedSet(SetName.EMPTY));
        }
        if (cursor.accept("mathbb") || cursor.accept("mathbf")) {
            boolean braced = cursor.accept("{");
            Optional<SetName> name = Names.set(cursor.take().text());
            if (braced) {
                cursor.expect("}");
            }
            return name.<Formula>map(NamedSet::new).orElseThrow(UnreadableException::new);
        }
        return terms.sum();
    }
}
