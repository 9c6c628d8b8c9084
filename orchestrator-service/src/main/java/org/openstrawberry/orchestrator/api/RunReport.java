package org.openstrawberry.orchestrator.api;

import java.util.Map;
import java.util.Optional;
import org.openstrawberry.orchestrator.report.Proportion;
import org.openstrawberry.orchestrator.report.RunCounts;

/**
 * What was counted of a run.
 *
 * @param passAtK by k
 * @param majority only with several samples a problem
 */
record RunReport(RunCounts counts, Map<Integer, Double> passAtK, Optional<Proportion> majority) {}
