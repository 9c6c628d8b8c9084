package org.openstrawberry.judge.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstrawberry.judge.formula.Formula.Call;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Operator;
import org.openstrawberry.judge.formula.Formula.Relation;
import org.openstrawberry.judge.formula.Formula.Series;
import org.openstrawberry.judge.formula.Formula.Variable;
import org.openstrawberry.judge.formula.Lexeme.Kind;
import org.openstrawberry.judge.rational.Rational;

/** Reads functions, fractions, roots, binomials, sums and products over an index. */
final class CallParser {
    private final Cursor cursor;
    private final TermParser terms;

    CallParser(Cursor cursor, TermParser terms) {
        this.cursor = cursor;
        this.terms = terms;
    }

    boolean begins(Lexeme next) {
        if (next.kind() != Kind.COMMAND && next.kind() != Kind.NAME) {
            return false;
        }
        return Names.function(next.text()).isPresent()
                || (next.kind() == Kind.COMMAND
                        && switch (next.text()) {
                            case "frac", "binom", "dbinom", "tbinom", "sum", "prod", "infty" -> true;
                            default -> Names.isGreek(next.text());
                        });
    }

    Formula call() {
        Lexeme name = cursor.take();
        Optional<Function> function = Names.function(name.text());
        if (function.isPresent()) {
            return function(name, function.get());
        }
        return switch (name.text()) {
            case "frac" -> terms.join(Operator.DIVIDE, terms.argument(), terms.argument());
            case "binom", "dbinom", "tbinom" -> terms.call(Function.BINOMIAL, terms.argument(), terms.argument());
            case "sum", "prod" -> series(name.is("prod"));
            default -> greek(name);
        };
    }

    private Formula greek(Lexeme name) {
        if (name.is("infty")) {
            return cursor.node(new Formula.Constant(Formula.Symbol.INFINITY));
        }
        String variable = cursor.sees("_") ? name.text() + "_" + Bases.subscript(cursor) : name.text();
        return cursor.node(new Variable(variable));
    }

    private Formula function(Lexeme name, Function function) {
        if (function == Function.SQUARE_ROOT) {
            return root(name.kind() == Kind.COMMAND && name.is("sqrt"));
        }
        Optional<Formula> base = cursor.sees("_") ? Optional.of(index()) : Optional.empty();
        Optional<Formula> exponent = cursor.accept("^") ? Optional.of(exponent()) : Optional.empty();
        List<Formula> arguments = new ArrayList<>(arguments());
        Function meant = function;
        if (base.isPresent()) {
            if (function != Function.BARE_LOGARITHM) {
                throw new UnreadableException();
            }
            meant = Function.LOGARITHM;
            arguments.addFirst(base.get());
        }
        check(meant, arguments.size());
        // sin^{-1} is the inverse function, sin^2 the square of the value.
        if (exponent.isPresent() && isMinusOne(exponent.get()) && inverse(meant) != meant) {
            return cursor.node(new Call(inverse(meant), arguments));
        }
        Formula value = cursor.node(new Call(meant, arguments));
        return exponent.map(power -> terms.join(Operator.POWER, value, power)).orElse(value);
    }

    private Formula index() {
        cursor.expect("_");
        return cursor.sees(Kind.NUMBER) ? radicand() : terms.argument();
    }

    private Formula exponent() {
        boolean negative = cursor.accept("-");
        Formula exponent = terms.argument();
        return negative ? cursor.node(new Formula.Negative(exponent)) : exponent;
    }

    /** Arguments in parentheses, or the factors that follow: "sin 2x" is sin(2x), "sin x cos x" two functions. */
    private List<Formula> arguments() {
        if (cursor.sees("(") || cursor.sees("{") || cursor.sees("[")) {
            Formula group = terms.groups().group();
            return group instanceof Formula.Group several && several.brackets() == Formula.Brackets.ROUND
                    ? several.elements()
                    : List.of(group);
        }
        cursor.enter();
        Formula argument = terms.power();
        while (terms.isFactor() && Names.function(cursor.peek().text()).isEmpty() && !cursor.sees("(")) {
            argument = terms.join(Operator.MULTIPLY, argument, terms.power());
        }
        if (cursor.sees("/") && argument instanceof Formula.Constant) {
            // "sin pi/6": the angle is the fraction.
            cursor.take();
            argument = terms.join(Operator.DIVIDE, argument, terms.power());
        }
        cursor.leave();
        return List.of(argument);
    }

    private Formula root(boolean command) {
        if (!command) {
            return cursor.sees("(") || cursor.sees("{")
                    ? terms.call(Function.SQUARE_ROOT, terms.groups().group())
                    : terms.call(Function.SQUARE_ROOT, radicand());
        }
        if (cursor.accept("[")) {
            Formula degree = terms.sum();
            cursor.expect("]");
            return terms.call(Function.ROOT, degree, terms.argument());
        }
        return terms.call(Function.SQUARE_ROOT, terms.argument());
    }

    /** Behind a root sign or as a base in plain text stands one number or one letter. */
    private Formula radicand() {
        if (cursor.sees(Kind.NUMBER)) {
            return cursor.node(new Numeral(NumeralScanner.value(cursor.take().text(), cursor.budget())));
        }
        return terms.argument();
    }

    private Formula series(boolean product) {
        cursor.expect("_");
        cursor.expect("{");
        Formula start = new FormulaParser(cursor).relation();
        cursor.expect("}");
        cursor.expect("^");
        Formula to = terms.argument();
        if (!(start instanceof Relation relation)
                || relation.sides().size() != 2
                || relation.signs().getFirst() != Formula.Comparator.EQUAL) {
            throw new UnreadableException();
        }
        String index = switch (relation.sides().getFirst()) {
            case Variable variable -> variable.name();
            case Formula.Constant constant when constant.symbol() == Formula.Symbol.I -> "i";
            default -> throw new UnreadableException();
        };
        cursor.enter();
        Formula body = terms.product();
        cursor.leave();
        return cursor.node(new Series(product, index, relation.sides().getLast(), to, body));
    }

    private static boolean isMinusOne(Formula exponent) {
        return exponent instanceof Formula.Negative negative
                && negative.operand() instanceof Numeral numeral
                && numeral.value().equals(Rational.ONE);
    }

    private static Function inverse(Function function) {
        return switch (function) {
            case SINE -> Function.ARC_SINE;
            case COSINE -> Function.ARC_COSINE;
            case TANGENT -> Function.ARC_TANGENT;
            default -> function;
        };
    }

    private static void check(Function function, int arguments) {
        boolean right = switch (function) {
            case ROOT, LOGARITHM, BINOMIAL -> arguments == 2;
            case GREATEST_COMMON_DIVISOR, LEAST_COMMON_MULTIPLE, MINIMUM, MAXIMUM -> arguments >= 1;
            default -> arguments == 1;
        };
        if (!right) {
            throw new UnreadableException();
        }
    }
}
