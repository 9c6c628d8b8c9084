package org.openstrawberry.judge.formula;

import java.math.BigInteger;
import org.openstrawberry.judge.budget.BudgetExceededException;
import org.openstrawberry.judge.formula.Lexeme.Kind;
import org.openstrawberry.judge.rational.Rational;

/** What stands below the line: the base of a numeral, the index of a variable. */
final class Bases {
    private static final int LONGEST = 200;
    private static final int LARGEST = 36;

    private Bases() {}

    /** The value of the digits before a base, "101_2". */
    static Rational value(String digits, Cursor cursor) {
        String index = subscript(cursor);
        if (digits.length() > LONGEST) {
            throw new BudgetExceededException("a number too large");
        }
        try {
            int base = Integer.parseInt(index);
            if (base < 2 || base > LARGEST) {
                throw new UnreadableException();
            }
            return new Rational(new BigInteger(digits, base), BigInteger.ONE);
        } catch (NumberFormatException e) {
            throw new UnreadableException();
        }
    }

    /** The index behind an underscore, with or without braces. */
    static String subscript(Cursor cursor) {
        cursor.expect("_");
        if (!cursor.accept("{")) {
            return single(cursor);
        }
        StringBuilder index = new StringBuilder();
        while (!cursor.accept("}")) {
            index.append(single(cursor));
            if (index.length() > LONGEST) {
                throw new UnreadableException();
            }
        }
        return index.toString();
    }

    private static String single(Cursor cursor) {
        Lexeme next = cursor.take();
        if (next.kind() != Kind.NUMBER && next.kind() != Kind.NAME && !next.is("+") && !next.is("-")) {
            throw new UnreadableException();
        }
        return next.text();
    }
}
