package org.openstrawberry.judge.expression;

import java.util.List;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.BudgetExceededException;
import org.openstrawberry.judge.budget.InputLimits;
import org.openstrawberry.judge.expression.Expression.Mixed;
import org.openstrawberry.judge.expression.Expression.Negative;
import org.openstrawberry.judge.expression.Expression.Numeral;
import org.openstrawberry.judge.expression.Expression.Operation;
import org.openstrawberry.judge.expression.Expression.Operator;

/**
 * A recursive-descent parser of arithmetic, in plain text or LaTeX, bounded in length, nodes and depth. It reads the
 * whole text or nothing: no fragment is ever taken for the answer.
 */
public final class Parser {
    private final List<Token> tokens;
    private final Budget budget;
    private final Bounds bounds = new Bounds();
    private int at;

    private Parser(List<Token> tokens, Budget budget) {
        this.tokens = tokens;
        this.budget = budget;
    }

    /**
     * The expression; empty when the text is no arithmetic as a whole.
     *
     * @throws BudgetExceededException when the text is too long, too deep or has numbers too large
     */
    public static Optional<Expression> parse(String text, Budget budget) {
        if (text.length() > InputLimits.PARSER) {
            throw new BudgetExceededException("an expression too long");
        }
        budget.spend(text.length());
        return Tokenizer.tokens(text).flatMap(tokens -> new Parser(tokens, budget).whole());
    }

    private Optional<Expression> whole() {
        return sum().filter(expression -> at == tokens.size());
    }

    private Optional<Expression> sum() {
        Optional<Expression> left = product();
        while (left.isPresent() && (sees('+') || sees('-'))) {
            Operator operator = sees('+') ? Operator.ADD : Operator.SUBTRACT;
            at++;
            left = join(operator, left, product());
        }
        return left;
    }

    private Optional<Expression> product() {
        Optional<Expression> left = signed();
        while (left.isPresent() && (sees('*') || sees('/') || sees(Token.Kind.OPEN) || sees(Token.Kind.FRACTION))) {
            Operator operator = sees('/') ? Operator.DIVIDE : Operator.MULTIPLY;
            if (sees('*') || sees('/')) {
                at++;
            }
            left = join(operator, left, signed());
        }
        return left;
    }

    private Optional<Expression> signed() {
        if (sees('-') || sees('+')) {
            boolean negative = sees('-');
            at++;
            bounds.enter();
            Optional<Expression> operand = signed();
            bounds.leave();
            return negative ? operand.map(expression -> bounds.node(new Negative(expression))) : operand;
        }
        return power();
    }

    private Optional<Expression> power() {
        Optional<Expression> base = primary();
        if (base.isEmpty() || !sees('^')) {
            return base;
        }
        at++;
        bounds.enter();
        Optional<Expression> exponent = signed();
        bounds.leave();
        return join(Operator.POWER, base, exponent);
    }

    private Optional<Expression> primary() {
        if (at >= tokens.size()) {
            return Optional.empty();
        }
        Token token = tokens.get(at);
        return switch (token.kind()) {
            case NUMERAL -> numeral();
            case OPEN -> grouped();
            case FRACTION -> fraction();
            case OPERATOR, CLOSE -> Optional.empty();
        };
    }

    private Optional<Expression> numeral() {
        Rational value = value(tokens.get(at));
        at++;
        return mixed(value).or(() -> Optional.of(bounds.node(new Numeral(value))));
    }

    /** "1 1/2" and "1\frac{1}{2}": a whole number followed at once by a proper fraction. */
    private Optional<Expression> mixed(Rational whole) {
        int start = at;
        if (sees(Token.Kind.NUMERAL)
                && at + 2 < tokens.size()
                && tokens.get(at + 1).is('/')) {
            at += 2;
            if (sees(Token.Kind.NUMERAL)) {
                Optional<Rational> fraction = value(tokens.get(start)).divide(value(tokens.get(at)), budget);
                at++;
                if (fraction.isPresent() && isMixed(whole, fraction.get())) {
                    return Optional.of(bounds.node(new Mixed(whole, fraction.get())));
                }
            }
        } else if (sees(Token.Kind.FRACTION)) {
            Optional<Rational> fraction = fraction().flatMap(found -> Evaluator.value(found, budget));
            if (fraction.isPresent() && isMixed(whole, fraction.get())) {
                return Optional.of(bounds.node(new Mixed(whole, fraction.get())));
            }
        }
        at = start;
        return Optional.empty();
    }

    private static boolean isMixed(Rational whole, Rational fraction) {
        return whole.denominator().bitLength() == 1 && fraction.signum() >= 0 && fraction.compareTo(Rational.ONE) < 0;
    }

    private Optional<Expression> grouped() {
        String closing = tokens.get(at).closing();
        at++;
        bounds.enter();
        Optional<Expression> inside = sum();
        bounds.leave();
        if (inside.isEmpty() || at >= tokens.size() || !tokens.get(at).text().equals(closing)) {
            return Optional.empty();
        }
        at++;
        return inside;
    }

    private Optional<Expression> fraction() {
        at++;
        bounds.enter();
        Optional<Expression> numerator = argument();
        Optional<Expression> denominator = numerator.isEmpty() ? numerator : argument();
        bounds.leave();
        return join(Operator.DIVIDE, numerator, denominator);
    }

    private Optional<Expression> argument() {
        if (sees(Token.Kind.NUMERAL)) {
            Expression numeral = bounds.node(new Numeral(value(tokens.get(at))));
            at++;
            return Optional.of(numeral);
        }
        return at < tokens.size() && tokens.get(at).is('{') ? grouped() : Optional.empty();
    }

    private Optional<Expression> join(Operator operator, Optional<Expression> left, Optional<Expression> right) {
        return left.isEmpty() || right.isEmpty()
                ? Optional.empty()
                : Optional.of(bounds.node(new Operation(operator, left.get(), right.get())));
    }

    private Rational value(Token numeral) {
        return Numerals.value(numeral.text(), budget);
    }

    private boolean sees(char sign) {
        return at < tokens.size() && tokens.get(at).is(sign);
    }

    private boolean sees(Token.Kind kind) {
        return at < tokens.size() && tokens.get(at).kind() == kind;
    }
}
