package org.openstrawberry.orchestrator.api;

import java.util.Map;
import java.util.Optional;
import org.openstrawberry.orchestrator.report.Proportion;
import org.openstrawberry.orchestrator.report.RunCosts;
import org.openstrawberry.orchestrator.report.RunCounts;
import org.openstrawberry.store.budget.Budget;

/**
 * What was counted of a run.
 *
 * @param critics what critics used, in addition to the counts
 * @param budget empty without caps
 * @param outlook empty once the run has ended
 * @param passAtK by k
 * @param majority only with several samples a problem
 */
record RunReport(
        RunCounts counts,
        RunCosts.Critics critics,
        Optional<Budget> budget,
        Optional<CostViews.OutlookView> outlook,
        Map<Integer, Double> passAtK,
        Optional<Proportion> majority) {}
