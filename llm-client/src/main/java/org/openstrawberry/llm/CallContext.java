package org.openstrawberry.llm;

import java.util.UUID;

/**
 * What a call is made for. Never sent to a provider on the network; a model server on the loopback address gets trace,
 * turn and attempt as headers, so that repeated calls can be counted.
 *
 * @param runId the run
 * @param traceId the trace
 * @param turnIndex the turn of the trace, from 0
 * @param problemId the problem
 * @param sample the sample of the problem, from 0
 * @param attempt the attempt of the turn, from 1
 */
public record CallContext(UUID runId, UUID traceId, int turnIndex, UUID problemId, int sample, int attempt) {}
