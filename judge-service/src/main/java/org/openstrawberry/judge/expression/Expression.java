package org.openstrawberry.judge.expression;

/** Arithmetic over exact numbers, as a tree. */
public sealed interface Expression {
    /** A number as written. */
    record Numeral(Rational value) implements Expression {}

    /** A whole number with a proper fraction beside it: 1 1/2. */
    record Mixed(Rational whole, Rational fraction) implements Expression {}

    /** The operand with the other sign. */
    record Negative(Expression operand) implements Expression {}

    /** Two operands and the sign between them. */
    record Operation(Operator operator, Expression left, Expression right) implements Expression {}

    /** The signs of arithmetic. */
    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        POWER
    }
}
