package org.openstrawberry.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Solves puzzles of the game of 24 by trying everything, with doubles: none of it is the judge's. */
final class Game24Solver {
    private static final double NEAR = 1e-9;

    private record Part(double value, String text) {}

    private Game24Solver() {}

    static String solve(String puzzle) {
        List<Part> parts = Arrays.stream(puzzle.split(" ", -1))
                .map(number -> new Part(Double.parseDouble(number), number))
                .toList();
        return solve(parts).orElseThrow(() -> new AssertionError("no solution of " + puzzle));
    }

    /** Ten expressions that do not solve the puzzle that the expression solves. */
    static List<String> nearMisses(String solution) {
        return List.of(
                solution + " + 1",
                solution + " - 0",
                "2 * (" + solution + ")",
                "(" + solution + ") * 1",
                "-(" + solution + ")",
                "(" + solution,
                solution + " = 23 + 1 or so",
                "24",
                solution.substring(0, solution.lastIndexOf(' ')).strip() + " 25",
                solution + ", " + solution);
    }

    private static Optional<String> solve(List<Part> parts) {
        if (parts.size() == 1) {
            return Math.abs(parts.getFirst().value() - 24) < NEAR
                    ? Optional.of(parts.getFirst().text())
                    : Optional.empty();
        }
        for (int left = 0; left < parts.size(); left++) {
            for (int right = 0; right < parts.size(); right++) {
                if (left == right) {
                    continue;
                }
                List<Part> rest = new ArrayList<>(parts);
                rest.remove(parts.get(left));
                rest.remove(parts.get(right));
                for (Part joined : joined(parts.get(left), parts.get(right))) {
                    List<Part> next = new ArrayList<>(rest);
                    next.add(joined);
                    Optional<String> solution = solve(next);
                    if (solution.isPresent()) {
                        return solution;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<Part> joined(Part left, Part right) {
        List<Part> all = new ArrayList<>(List.of(
                new Part(left.value() + right.value(), text(left, "+", right)),
                new Part(left.value() - right.value(), text(left, "-", right)),
                new Part(left.value() * right.value(), text(left, "*", right))));
        if (Math.abs(right.value()) > NEAR) {
            all.add(new Part(left.value() / right.value(), text(left, "/", right)));
        }
        return all;
    }

    private static String text(Part left, String sign, Part right) {
        return "(" + left.text() + " " + sign + " " + right.text() + ")";
    }
}
