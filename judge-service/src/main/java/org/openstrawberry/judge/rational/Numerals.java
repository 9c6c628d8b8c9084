package org.openstrawberry.judge.rational;

import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.BudgetExceededException;

/** Reads the numerals that the tokenizer finds: digits, a decimal point, an exponent of ten. */
public final class Numerals {
    private static final int LONGEST_EXPONENT = 8;

    private Numerals() {}

    /**
     * The value of digits with a decimal point and an exponent.
     *
     * @throws BudgetExceededException when it is too large
     */
    public static Rational value(String numeral, Budget budget) {
        int mark = numeral.indexOf('e');
        String mantissa = mark < 0 ? numeral : numeral.substring(0, mark);
        long exponent = mark < 0 ? 0 : exponent(numeral.substring(mark + 1));
        int point = mantissa.indexOf('.');
        if (point < 0) {
            return Rational.decimal(mantissa, exponent, budget);
        }
        String places = mantissa.substring(point + 1);
        return Rational.decimal(mantissa.substring(0, point) + places, exponent - places.length(), budget);
    }

    private static long exponent(String text) {
        if (text.length() > LONGEST_EXPONENT) {
            throw new BudgetExceededException("an exponent too large");
        }
        return Long.parseLong(text);
    }
}
