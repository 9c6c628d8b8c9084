package org.openstrawberry.judge.formula;

import java.util.List;
import org.openstrawberry.judge.rational.Rational;

/** Mathematics that has been read, as a tree. Nothing in it is evaluated. */
public sealed interface Formula {
    /** A number as written. */
    record Numeral(Rational value) implements Formula {}

    /** A constant that is no fraction. */
    record Constant(Symbol symbol) implements Formula {}

    /** A variable with its subscript: x, x_1, theta. */
    record Variable(String name) implements Formula {}

    /** Two operands and the sign between them. */
    record Operation(Operator operator, Formula left, Formula right) implements Formula {}

    /** The operand with the other sign. */
    record Negative(Formula operand) implements Formula {}

    /**
     * A sign that stands for both values.
     *
     * @param upperIsPlus true for plus-minus, false for minus-plus
     */
    record PlusMinus(Formula left, Formula right, boolean upperIsPlus) implements Formula {}

    /** A function of its arguments. */
    record Call(Function function, List<Formula> arguments) implements Formula {
        /** Copies the arguments. */
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** A sum or product over a whole-numbered index. */
    record Series(boolean product, String index, Formula from, Formula to, Formula body) implements Formula {}

    /**
     * Sides and the signs between them.
     *
     * @param signs one fewer than the sides
     */
    record Relation(List<Formula> sides, List<Comparator> signs) implements Formula {
        /** Copies both lists. */
        public Relation {
            sides = List.copyOf(sides);
            signs = List.copyOf(signs);
        }
    }

    /** Elements between brackets: a tuple, an interval, a set, a vector. */
    record Group(Brackets brackets, List<Formula> elements) implements Formula {
        /** Copies the elements. */
        public Group {
            elements = List.copyOf(elements);
        }
    }

    /** At least two elements without brackets. */
    record Listing(Conjunction conjunction, List<Formula> elements) implements Formula {
        /** Copies the elements. */
        public Listing {
            elements = List.copyOf(elements);
        }
    }

    /** Two sets and what is done with them. */
    record SetOperation(SetOperator operator, Formula left, Formula right) implements Formula {}

    /** A set with a name. */
    record NamedSet(SetName name) implements Formula {}

    /** Rows of equal length. */
    record Matrix(List<List<Formula>> rows) implements Formula {
        /** Copies the rows. */
        public Matrix {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** The signs of arithmetic. */
    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        POWER
    }

    /** Constants with a name. */
    enum Symbol {
        PI,
        E,
        I,
        INFINITY
    }

    /** The signs between the sides of a relation. */
    enum Comparator {
        EQUAL,
        APPROXIMATE,
        NOT_EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST,
        ELEMENT
    }

    /** How bare elements are joined. */
    enum Conjunction {
        COMMA,
        AND,
        OR
    }

    /** What is done with two sets. */
    enum SetOperator {
        UNION,
        INTERSECTION,
        DIFFERENCE
    }

    /** Sets with a name. */
    enum SetName {
        REALS,
        INTEGERS,
        NATURALS,
        RATIONALS,
        COMPLEX,
        EMPTY
    }

    /** The brackets around elements. */
    enum Brackets {
        SET,
        ROUND,
        SQUARE,
        ROUND_SQUARE,
        SQUARE_ROUND,
        ANGLE
    }
}
