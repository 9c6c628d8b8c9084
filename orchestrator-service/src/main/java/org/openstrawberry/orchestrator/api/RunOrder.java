package org.openstrawberry.orchestrator.api;

import java.util.Optional;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.store.run.RunSettings;

/**
 * How a body asks to sample, each field by itself valid and every default filled in.
 *
 * @param limit only the first so many problems
 */
record RunOrder(
        Optional<String> name,
        String model,
        RunMode mode,
        int samplesPerProblem,
        Optional<Integer> limit,
        RunSettings settings) {}
