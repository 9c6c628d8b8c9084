package org.openstrawberry.orchestrator.pair;

import java.util.UUID;

/**
 * A judged trace that can be part of a pair.
 *
 * @param sample which of the run's samples of the problem it is, from 0
 * @param turns answered turns
 * @param length bytes of all its replies
 * @param contentHash of its system text, prompts and replies; equal traces teach nothing twice
 */
public record Candidate(UUID traceId, int sample, boolean correct, int turns, long length, String contentHash) {}
