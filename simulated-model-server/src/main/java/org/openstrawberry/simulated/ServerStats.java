package org.openstrawberry.simulated;

import java.util.Map;

/**
 * What a server has done since its start or the last reset.
 *
 * @param requests chat requests that arrived
 * @param inFlight of those, not answered yet
 * @param maxInFlight most at one moment
 * @param outcomes how often each outcome was logged, pending ones aside
 * @param answeredTurns different pairs of trace and turn answered with 200, of those still in the log
 * @param repeatedTurns of those, answered more than once
 */
public record ServerStats(
        long requests,
        int inFlight,
        int maxInFlight,
        Map<String, Long> outcomes,
        long answeredTurns,
        long repeatedTurns) {}
