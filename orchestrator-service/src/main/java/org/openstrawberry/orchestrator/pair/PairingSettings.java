package org.openstrawberry.orchestrator.pair;

/**
 * How traces are paired.
 *
 * @param perProblem most pairs of one problem, so that no problem outweighs the others
 * @param seed the same seed makes the same pairs
 */
public record PairingSettings(int perProblem, long seed) {
    /** What is set when nothing is said. */
    public static final PairingSettings DEFAULT = new PairingSettings(4, 1);

    /** @throws IllegalArgumentException without room for a pair */
    public PairingSettings {
        if (perProblem < 1) {
            throw new IllegalArgumentException("perProblem is at least 1, not " + perProblem);
        }
    }
}
