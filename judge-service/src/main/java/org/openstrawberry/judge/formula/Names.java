package org.openstrawberry.judge.formula;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openstrawberry.judge.formula.Formula.Comparator;
import org.openstrawberry.judge.formula.Formula.SetName;
import org.openstrawberry.judge.formula.Formula.SetOperator;
import org.openstrawberry.judge.formula.Formula.Symbol;

/** What names mean, whether they are written as words or as LaTeX commands. */
final class Names {
    private static final Map<String, Function> FUNCTIONS = Map.ofEntries(
            Map.entry("sin", Function.SINE),
            Map.entry("cos", Function.COSINE),
            Map.entry("tan", Function.TANGENT),
            Map.entry("tg", Function.TANGENT),
            Map.entry("cot", Function.COTANGENT),
            Map.entry("sec", Function.SECANT),
            Map.entry("csc", Function.COSECANT),
            Map.entry("cosec", Function.COSECANT),
            Map.entry("arcsin", Function.ARC_SINE),
            Map.entry("arccos", Function.ARC_COSINE),
            Map.entry("arctan", Function.ARC_TANGENT),
            Map.entry("asin", Function.ARC_SINE),
            Map.entry("acos", Function.ARC_COSINE),
            Map.entry("atan", Function.ARC_TANGENT),
            Map.entry("sinh", Function.HYPERBOLIC_SINE),
            Map.entry("cosh", Function.HYPERBOLIC_COSINE),
            Map.entry("tanh", Function.HYPERBOLIC_TANGENT),
            Map.entry("exp", Function.EXPONENTIAL),
            Map.entry("ln", Function.NATURAL_LOGARITHM),
            Map.entry("log", Function.BARE_LOGARITHM),
            Map.entry("sqrt", Function.SQUARE_ROOT),
            Map.entry("surd", Function.SQUARE_ROOT),
            Map.entry("abs", Function.ABSOLUTE),
            Map.entry("floor", Function.FLOOR),
            Map.entry("ceil", Function.CEILING),
            Map.entry("gcd", Function.GREATEST_COMMON_DIVISOR),
            Map.entry("lcm", Function.LEAST_COMMON_MULTIPLE),
            Map.entry("min", Function.MINIMUM),
            Map.entry("max", Function.MAXIMUM),
            Map.entry("binomial", Function.BINOMIAL));

    private static final Map<String, Symbol> CONSTANTS = Map.of(
            "pi", Symbol.PI,
            "e", Symbol.E,
            "i", Symbol.I,
            "infty", Symbol.INFINITY,
            "infinity", Symbol.INFINITY,
            "inf", Symbol.INFINITY);

    private static final Set<String> GREEK = Set.of(
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "varepsilon",
            "zeta",
            "eta",
            "theta",
            "vartheta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "rho",
            "sigma",
            "tau",
            "phi",
            "varphi",
            "chi",
            "psi",
            "omega",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
            "Sigma",
            "Phi",
            "Psi",
            "Omega",
            "ell");

    private static final Map<String, Comparator> COMPARATORS = Map.ofEntries(
            Map.entry("=", Comparator.EQUAL),
            Map.entry("approx", Comparator.APPROXIMATE),
            Map.entry("simeq", Comparator.APPROXIMATE),
            Map.entry("sim", Comparator.APPROXIMATE),
            Map.entry("ne", Comparator.NOT_EQUAL),
            Map.entry("!=", Comparator.NOT_EQUAL),
            Map.entry("<", Comparator.LESS),
            Map.entry("lt", Comparator.LESS),
            Map.entry("le", Comparator.AT_MOST),
            Map.entry("<=", Comparator.AT_MOST),
            Map.entry(">", Comparator.GREATER),
            Map.entry("gt", Comparator.GREATER),
            Map.entry("ge", Comparator.AT_LEAST),
            Map.entry(">=", Comparator.AT_LEAST),
            Map.entry("in", Comparator.ELEMENT));

    private static final Map<String, SetOperator> SET_OPERATORS = Map.of(
            "cup", SetOperator.UNION,
            "cap", SetOperator.INTERSECTION,
            "setminus", SetOperator.DIFFERENCE,
            "backslash", SetOperator.DIFFERENCE);

    private static final Map<String, SetName> SETS = Map.of(
            "R", SetName.REALS,
            "Z", SetName.INTEGERS,
            "N", SetName.NATURALS,
            "Q", SetName.RATIONALS,
            "C", SetName.COMPLEX);

    private Names() {}

    static Optional<Function> function(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name));
    }

    static Optional<Symbol> constant(String name) {
        return Optional.ofNullable(CONSTANTS.get(name));
    }

    static boolean isGreek(String name) {
        return GREEK.contains(name);
    }

    static Optional<Comparator> comparator(String name) {
        return Optional.ofNullable(COMPARATORS.get(name));
    }

    static Optional<SetOperator> setOperator(String name) {
        return Optional.ofNullable(SET_OPERATORS.get(name));
    }

    static Optional<SetName> set(String letter) {
        return Optional.ofNullable(SETS.get(letter));
    }

    /** The name of a variable: Greek letters by their English names. */
    static String variable(String name) {
        return switch (name) {
            case "α" -> "alpha";
            case "β" -> "beta";
            case "γ" -> "gamma";
            case "δ" -> "delta";
            case "θ" -> "theta";
            case "λ" -> "lambda";
            case "μ" -> "mu";
            case "ρ" -> "rho";
            case "σ" -> "sigma";
            case "φ" -> "phi";
            case "ω" -> "omega";
            case "Δ" -> "Delta";
            case "Ω" -> "Omega";
            default -> name;
        };
    }

    /** Whether a run of letters has a meaning as a whole. */
    static boolean isWord(String name) {
        return name.length() > 1
                && (FUNCTIONS.containsKey(name)
                        || name.equals("pi")
                        || name.equals("infinity")
                        || name.equals("infty")
                        || name.equals("or")
                        || name.equals("and")
                        || name.equals("cup")
                        || name.equals("union")
                        || name.equals("degrees")
                        || isGreek(name));
    }
}
