package org.openstrawberry.orchestrator.api;

import java.util.Map;
import java.util.Optional;
import org.openstrawberry.orchestrator.report.Proportion;
import org.openstrawberry.orchestrator.report.RunCosts;
import org.openstrawberry.orchestrator.report.RunCounts;

/**
 * What takes a look at every trace of a run to count.
 *
 * @param critics what critics used, in addition to the counts
 * @param passAtK by k
 * @param majority only with several samples a problem
 */
record RunTally(
        RunCounts counts, RunCosts.Critics critics, Map<Integer, Double> passAtK, Optional<Proportion> majority) {}
