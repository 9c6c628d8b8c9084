package org.openstrawberry.judge.formula;

import java.util.Optional;
import org.openstrawberry.judge.formula.Formula.Constant;
import org.openstrawberry.judge.formula.Formula.Numeral;
import org.openstrawberry.judge.formula.Formula.Variable;
import org.openstrawberry.judge.formula.Lexeme.Kind;
import org.openstrawberry.judge.rational.Rational;

/** Reads numbers and names. */
final class AtomParser {
    private final Cursor cursor;

    AtomParser(Cursor cursor) {
        this.cursor = cursor;
    }

    Formula number() {
        Lexeme numeral = cursor.take();
        if (cursor.sees("_")) {
            return cursor.node(new Numeral(Bases.value(numeral.text(), cursor)));
        }
        Rational value = NumeralScanner.value(numeral.text(), cursor.budget());
        return cursor.node(new Numeral(MixedNumbers.fraction(value, cursor)
                .map(part -> value.add(part, cursor.budget()))
                .orElse(value)));
    }

    Formula name() {
        Lexeme name = cursor.take();
        boolean variable = name.kind() == Kind.NAME || (name.kind() == Kind.COMMAND && Names.isGreek(name.text()));
        if (cursor.sees("_") && variable) {
            return cursor.node(new Variable(Names.variable(name.text()) + "_" + Bases.subscript(cursor)));
        }
        Optional<Formula> constant = Names.constant(name.text()).map(Constant::new);
        if (constant.isPresent()) {
            return cursor.node(constant.get());
        }
        if (!variable || isJoining(name)) {
            throw new UnreadableException();
        }
        return cursor.node(new Variable(Names.variable(name.text())));
    }

    /** Whether a name joins two formulas and is no part of either. */
    static boolean isJoining(Lexeme name) {
        return name.is("and")
                || name.is("or")
                || name.is("U")
                || name.is("union")
                || Names.comparator(name.text()).isPresent();
    }
}
