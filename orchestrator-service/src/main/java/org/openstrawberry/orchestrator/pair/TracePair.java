package org.openstrawberry.orchestrator.pair;

import java.util.UUID;

/**
 * Two traces of one problem.
 *
 * @param position place of the problem in its set, from 0
 * @param chosen the correct one
 * @param rejected the incorrect one
 */
public record TracePair(UUID problemId, int position, Candidate chosen, Candidate rejected) {}
