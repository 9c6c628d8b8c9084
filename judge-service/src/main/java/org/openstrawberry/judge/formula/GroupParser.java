package org.openstrawberry.judge.formula;

import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.judge.formula.Formula.Brackets;
import org.openstrawberry.judge.formula.Formula.Call;
import org.openstrawberry.judge.formula.Formula.Group;
import org.openstrawberry.judge.formula.Formula.Matrix;
import org.openstrawberry.judge.formula.Formula.NamedSet;
import org.openstrawberry.judge.formula.Formula.SetName;
import org.openstrawberry.judge.formula.Lexeme.Kind;
import org.openstrawberry.judge.text.Latex;

/** Reads what stands between brackets, bars and the ends of environments. */
final class GroupParser {
    private static final String SET = String.valueOf(Latex.OPEN_SET);
    private static final String SET_END = String.valueOf(Latex.CLOSE_SET);

    private final Cursor cursor;
    private final FormulaParser formulas;
    private final TermParser terms;

    GroupParser(Cursor cursor, FormulaParser formulas, TermParser terms) {
        this.cursor = cursor;
        this.formulas = formulas;
        this.terms = terms;
    }

    boolean begins(Lexeme next) {
        return switch (next.kind()) {
            case SIGN -> next.is("(") || next.is("[") || next.is("{") || next.is("|") || next.is(SET);
            case COMMAND ->
                switch (next.text()) {
                    case "lvert", "vert", "lfloor", "lceil", "langle", "lbrack" -> true;
                    default -> false;
                };
            case NUMBER, NAME, BEGIN, END -> false;
        };
    }

    Formula group() {
        if (cursor.sees(Kind.BEGIN)) {
            return matrix();
        }
        if (cursor.sees("{")) {
            return braces();
        }
        int hidden = cursor.hideBars();
        cursor.enter();
        Formula group = opened(cursor.take());
        cursor.leave();
        cursor.showBars(hidden);
        return group;
    }

    private Formula opened(Lexeme open) {
        return switch (open.text()) {
            case "(", "[", "lbrack" -> brackets(open.is("("));
            case "|" -> bars("|");
            case "lvert" -> bars("rvert");
            case "vert" -> bars("vert");
            case "lfloor" -> rounded(Function.FLOOR, "rfloor");
            case "lceil" -> rounded(Function.CEILING, "rceil");
            case "langle" -> {
                List<Formula> elements = elements();
                cursor.expect("rangle");
                yield cursor.node(new Group(Brackets.ANGLE, elements));
            }
            default -> set();
        };
    }

    private Formula bars(String closing) {
        cursor.openBar();
        Formula inside = terms.sum();
        cursor.closeBar();
        cursor.expect(closing);
        return cursor.node(new Call(Function.ABSOLUTE, List.of(inside)));
    }

    private Formula rounded(Function function, String closing) {
        Formula inside = terms.sum();
        cursor.expect(closing);
        return cursor.node(new Call(function, List.of(inside)));
    }

    /** One element between equal brackets stands for itself; several are a tuple or an interval. */
    private Formula brackets(boolean round) {
        List<Formula> elements = elements();
        boolean closesRound = cursor.accept(")");
        if (!closesRound && !cursor.accept("]")) {
            cursor.expect("rbrack");
        }
        if (elements.size() == 1) {
            boolean list = !round && elements.getFirst() instanceof Group;
            if (round != closesRound) {
                throw new UnreadableException();
            }
            return list ? cursor.node(new Group(Brackets.SQUARE, elements)) : elements.getFirst();
        }
        Brackets brackets = round
                ? (closesRound ? Brackets.ROUND : Brackets.ROUND_SQUARE)
                : (closesRound ? Brackets.SQUARE_ROUND : Brackets.SQUARE);
        return cursor.node(new Group(brackets, elements));
    }

    private List<Formula> elements() {
        List<Formula> elements = new ArrayList<>();
        elements.add(formulas.relation());
        while (cursor.accept(",") || cursor.accept(";")) {
            elements.add(formulas.relation());
        }
        return elements;
    }

    /** Braces that group, as in LaTeX; with commas inside they can only mean a set. */
    Formula braces() {
        cursor.expect("{");
        int hidden = cursor.hideBars();
        cursor.enter();
        if (cursor.accept("}")) {
            throw new UnreadableException();
        }
        List<Formula> elements = elements();
        Formula inside = elements.size() == 1 ? elements.getFirst() : new Group(Brackets.SET, elements);
        if (cursor.accept("choose")) {
            inside = terms.call(Function.BINOMIAL, inside, terms.sum());
        }
        cursor.expect("}");
        cursor.leave();
        cursor.showBars(hidden);
        return cursor.node(inside);
    }

    private Formula set() {
        if (cursor.accept(SET_END)) {
            return cursor.node(new NamedSet(SetName.EMPTY));
        }
        List<Formula> elements = elements();
        // {x | x > 1}: the condition is the set.
        if (elements.size() == 1 && (cursor.accept("mid") || cursor.accept("|") || cursor.accept(":"))) {
            elements = List.of(formulas.relation());
            cursor.expect(SET_END);
            return elements.getFirst();
        }
        cursor.expect(SET_END);
        return cursor.node(new Group(Brackets.SET, elements));
    }

    private Formula matrix() {
        String name = cursor.take().text();
        switch (name) {
            case "pmatrix", "bmatrix", "matrix", "Bmatrix", "smallmatrix" -> {}
            default -> throw new UnreadableException();
        }
        cursor.enter();
        List<List<Formula>> rows = new ArrayList<>();
        List<Formula> row = new ArrayList<>();
        while (!cursor.sees(Kind.END)) {
            row.add(terms.sum());
            if (cursor.accept("row")) {
                rows.add(row);
                row = new ArrayList<>();
            } else if (!cursor.accept("&") && !cursor.sees(Kind.END)) {
                throw new UnreadableException();
            }
        }
        if (!row.isEmpty()) {
            rows.add(row);
        }
        int width = rows.isEmpty() ? 0 : rows.getFirst().size();
        if (!cursor.take().text().equals(name)
                || width == 0
                || rows.stream().anyMatch(other -> other.size() != width)) {
            throw new UnreadableException();
        }
        cursor.leave();
        return cursor.node(new Matrix(rows));
    }
}
