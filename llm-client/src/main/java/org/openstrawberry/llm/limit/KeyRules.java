package org.openstrawberry.llm.limit;

import java.time.Duration;
import java.util.OptionalInt;
import org.openstrawberry.llm.limit.circuit.CircuitPolicy;
import org.openstrawberry.llm.limit.pace.Pacing;

/**
 * What is set for one provider key.
 *
 * @param pacing requests and tokens per minute
 * @param inFlight calls in flight of all processes; empty if they are not limited
 * @param adaptive the number of calls in flight of this process from which it follows the server's latency; empty if it
 *     does not
 * @param mostAdaptive the largest number of them
 * @param tokenFactor multiplies the estimate of a call's tokens
 * @param replyTokens expected of a reply whose length is not limited
 * @param mostWaiting calls of this process that may wait for long
 * @param longestWait how long each may wait
 * @param longestRest the longest time that a provider can make all processes rest
 * @param lease after which the permits of a process that died come back
 * @param circuit when calls are kept away from a server that fails
 */
public record KeyRules(
        Pacing pacing,
        OptionalInt inFlight,
        OptionalInt adaptive,
        int mostAdaptive,
        double tokenFactor,
        int replyTokens,
        int mostWaiting,
        Duration longestWait,
        Duration longestRest,
        Duration lease,
        CircuitPolicy circuit) {}
