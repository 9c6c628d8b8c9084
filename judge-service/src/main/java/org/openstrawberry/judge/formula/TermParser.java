package org.openstrawberry.judge.formula;

import org.openstrawberry.judge.formula.Formula.Call;
import org.openstrawberry.judge.formula.Formula.Negative;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Operation;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.Formula.PlusMinus;
import org.openstrawberry.judge.formula.Lexeme.Kind;
import org.openstrawberry.judge.rational.Rational;

/** Reads sums, products, powers, numbers and variables. */
final class TermParser {
    private final Cursor cursor;
    private final GroupParser groups;
    private final CallParser calls;
    private final AtomParser atoms;

    TermParser(Cursor cursor, FormulaParser formulas) {
        this.cursor = cursor;
        this.groups = new GroupParser(cursor, formulas, this);
        this.calls = new CallParser(cursor, this);
        this.atoms = new AtomParser(cursor);
    }

    Formula sum() {
        cursor.enter();
        Formula left = product();
        while (true) {
            if (cursor.accept("+")) {
                left = join(Operator.ADD, left, product());
            } else if (cursor.accept("-")) {
                left = join(Operator.SUBTRACT, left, product());
            } else if (cursor.sees("pm") || cursor.sees("mp")) {
                boolean plus = cursor.take().is("pm");
                left = cursor.node(new PlusMinus(left, product(), plus));
            } else {
                cursor.leave();
                return left;
            }
        }
    }

    Formula product() {
        Formula left = signed();
        while (true) {
            if (cursor.accept("*")) {
                left = join(Operator.MULTIPLY, left, signed());
            } else if (cursor.accept("/")) {
                left = join(Operator.DIVIDE, left, signed());
            } else if (isFactor()) {
                left = join(Operator.MULTIPLY, left, power());
            } else {
                return left;
            }
        }
    }

    /** Whether the next lexeme begins a factor that needs no sign before it. A number does not: "3 4" is no product. */
    boolean isFactor() {
        if (cursor.atEnd()) {
            return false;
        }
        Lexeme next = cursor.peek();
        return switch (next.kind()) {
            case NUMBER, END -> false;
            case BEGIN -> true;
            case NAME -> !AtomParser.isJoining(next);
            case COMMAND -> calls.begins(next) || groups.begins(next);
            case SIGN -> groups.begins(next) && !(next.is("|") && cursor.isBarOpen());
        };
    }

    private Formula signed() {
        if (cursor.sees("-") || cursor.sees("+")) {
            boolean negative = cursor.take().is("-");
            cursor.enter();
            Formula operand = signed();
            cursor.leave();
            return negative ? cursor.node(new Negative(operand)) : operand;
        }
        if (cursor.sees("pm") || cursor.sees("mp")) {
            boolean plus = cursor.take().is("pm");
            return cursor.node(new PlusMinus(new Numeral(Rational.ZERO), product(), plus));
        }
        return power();
    }

    /** A primary with what stands behind and above it. */
    Formula power() {
        Formula base = postfix(primary());
        while (cursor.accept("^")) {
            cursor.enter();
            Formula exponent = exponent();
            cursor.leave();
            base = postfix(join(Operator.POWER, base, exponent));
        }
        return base;
    }

    /** Powers of powers are read from the right: 2^3^2 is 2^9. */
    private Formula exponent() {
        if (cursor.sees("-") || cursor.sees("+")) {
            boolean negative = cursor.take().is("-");
            cursor.enter();
            Formula operand = exponent();
            cursor.leave();
            return negative ? cursor.node(new Negative(operand)) : operand;
        }
        Formula base = postfix(primary());
        if (cursor.accept("^")) {
            cursor.enter();
            Formula above = exponent();
            cursor.leave();
            return join(Operator.POWER, base, above);
        }
        return base;
    }

    private Formula postfix(Formula operand) {
        Formula result = operand;
        while (true) {
            if (cursor.sees("!") && !cursor.peek(1).is("=")) {
                cursor.take();
                result = call(Function.FACTORIAL, result);
            } else if (cursor.accept("degrees")) {
                result = call(Function.DEGREES, result);
            } else {
                return result;
            }
        }
    }

    private Formula primary() {
        Lexeme next = cursor.peek();
        if (cursor.sees(Kind.NUMBER)) {
            return atoms.number();
        }
        if (calls.begins(next)) {
            return calls.call();
        }
        if (cursor.sees(Kind.BEGIN) || groups.begins(next)) {
            return groups.group();
        }
        return atoms.name();
    }

    /** One argument of a LaTeX command: a group in braces, or one sign. */
    Formula argument() {
        if (cursor.sees("{")) {
            return groups.braces();
        }
        if (cursor.sees(Kind.NUMBER)) {
            if (cursor.peek().text().length() > 1) {
                throw new UnreadableException();
            }
            return cursor.node(new Numeral(NumeralScanner.value(cursor.take().text(), cursor.budget())));
        }
        return primary();
    }

    GroupParser groups() {
        return groups;
    }

    Formula call(Function function, Formula... arguments) {
        return cursor.node(new Call(function, java.util.List.of(arguments)));
    }

    Formula join(Operator operator, Formula left, Formula right) {
        return cursor.node(new Operation(operator, left, right));
    }
}
