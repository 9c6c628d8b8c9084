package org.openstrawberry.judge.formula;

import java.util.Optional;
import org.openstrawberry.judge.formula.Lexeme.Kind;
import org.openstrawberry.judge.rational.Rational;

/** The proper fraction that stands at once behind a whole number: "1 1/2", "1\frac{1}{2}". */
final class MixedNumbers {
    private MixedNumbers() {}

    static Optional<Rational> fraction(Rational whole, Cursor cursor) {
        if (!whole.isWhole()) {
            return Optional.empty();
        }
        int start = cursor.position();
        Optional<Rational> fraction = cursor.sees("frac") ? command(cursor) : plain(cursor);
        if (fraction.isEmpty()) {
            cursor.back(start);
        }
        return fraction;
    }

    private static Optional<Rational> command(Cursor cursor) {
        cursor.take();
        Optional<Rational> numerator = braced(cursor);
        Optional<Rational> denominator = numerator.isEmpty() ? numerator : braced(cursor);
        return numerator.isEmpty() || denominator.isEmpty()
                ? Optional.empty()
                : proper(numerator.get(), denominator.get(), cursor);
    }

    private static Optional<Rational> braced(Cursor cursor) {
        boolean braced = cursor.accept("{");
        Optional<Rational> number = whole(cursor);
        return number.isPresent() && braced && !cursor.accept("}") ? Optional.empty() : number;
    }

    private static Optional<Rational> plain(Cursor cursor) {
        if (!cursor.sees(Kind.NUMBER) || !cursor.peek(1).is("/")) {
            return Optional.empty();
        }
        Optional<Rational> numerator = whole(cursor);
        cursor.take();
        Optional<Rational> denominator = whole(cursor);
        return numerator.isEmpty() || denominator.isEmpty()
                ? Optional.empty()
                : proper(numerator.get(), denominator.get(), cursor);
    }

    private static Optional<Rational> whole(Cursor cursor) {
        return cursor.sees(Kind.NUMBER)
                ? Optional.of(NumeralScanner.value(cursor.take().text(), cursor.budget()))
                        .filter(Rational::isWhole)
                : Optional.empty();
    }

    private static Optional<Rational> proper(Rational numerator, Rational denominator, Cursor cursor) {
        return numerator
                .divide(denominator, cursor.budget())
                .filter(fraction -> fraction.signum() > 0 && fraction.compareTo(Rational.ONE) < 0);
    }
}
