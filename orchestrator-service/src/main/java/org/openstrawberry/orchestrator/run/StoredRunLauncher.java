package org.openstrawberry.orchestrator.run;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.budget.Budget;
import org.openstrawberry.store.run.Run;

/** Starts a run by storing it; the scheduler does the rest. A single question's trace is laid out with its run. */
@ApplicationScoped
public class StoredRunLauncher implements RunLauncher {
    private final RunSteps steps;
    private final RunNudges nudges;
    private final Ids ids;
    private final InstantSource clock;

    StoredRunLauncher(RunSteps steps, RunNudges nudges, Ids ids, InstantSource clock) {
        this.steps = steps;
        this.nudges = nudges;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Run launch(RunRequest request) {
        Optional<Run> earlier = earlier(request);
        Run run = earlier.isPresent() ? earlier.get() : storeOrFindEarlier(request);
        nudges.nudge(List.of(run.id));
        return run;
    }

    /** The same request may have been stored by another thread since it was looked for: the unique key decides. */
    private Run storeOrFindEarlier(RunRequest request) {
        try {
            return store(request);
        } catch (ConstraintViolationException e) {
            return earlier(request).orElseThrow(() -> e);
        } catch (PersistenceException e) {
            if (e.getCause() instanceof ConstraintViolationException) {
                return earlier(request).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    @Transactional
    Optional<Run> earlier(RunRequest request) {
        Optional<Run> earlier = request.idempotencyKey().flatMap(Run::findByIdempotencyKey);
        earlier.filter(run -> !run.requestHash.equals(request.requestHash())).ifPresent(run -> {
            throw new RunConflictException(
                    RunConflictException.Code.IDEMPOTENCY_KEY_REUSED,
                    "The Idempotency-Key was used for another request, which made run " + run.id
                            + ". Use a new key for a new request.");
        });
        return earlier;
    }

    /** The campaign's budget is locked, so that it gets no cap on the cost while a run without prices joins it. */
    private static void storeBudget(Run run) {
        Optional<Budget> own = Budget.of(run.id, run.campaignId, run.settings);
        own.filter(budget -> budget.parentId != null && !budget.isPriced())
                .flatMap(budget -> Budget.lock(requireNonNull(budget.parentId)))
                .filter(shared -> shared.capCost != null)
                .ifPresent(_ -> {
                    throw new BudgetTooLowException(
                            "campaign",
                            "caps the cost, and the price of a model of the run is not known. Name it in a file of"
                                    + " prices (STRAWBERRY_PRICES)");
                });
        own.ifPresent(budget -> budget.persist());
    }

    @Transactional
    Run store(RunRequest request) {
        Run run = new Run();
        run.id = ids.next();
        run.problemSetId = request.problemSetId();
        run.name = request.name();
        run.model = request.model();
        run.mode = request.mode();
        run.samplesPerProblem = request.samplesPerProblem();
        run.problems = request.problems();
        run.settings = request.settings();
        run.status = RunStatus.QUEUED;
        run.interactive = request.interactive();
        run.tracesPlanned = Math.multiplyExact(request.problems(), request.samplesPerProblem());
        run.idempotencyKey = request.idempotencyKey().orElse(null);
        run.requestHash = request.requestHash();
        run.createdAt = clock.instant();
        run.campaignId = request.campaignId().orElse(null);
        storeBudget(run);
        run.persistAndFlush();
        if (request.interactive()) {
            // Whoever asks one question is told its trace at once, so both are stored or neither is.
            steps.layOut(run);
        }
        return run;
    }
}
