package org.openstrawberry.orchestrator.problemset;

import java.util.List;

/**
 * What a file holds.
 *
 * @param problems how many good rows
 * @param rejected the first of the bad rows
 * @param rejectedCount how many bad rows
 * @param contentHash SHA-256 of the problems and their recordings in order
 * @param mapping the preset that was used, {@code given} or {@code guessed}
 */
public record ImportSummary(
        int problems, List<Rejection> rejected, int rejectedCount, String contentHash, String mapping) {
    public ImportSummary {
        rejected = List.copyOf(rejected);
    }
}
