package org.openstrawberry.verifier;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.contracts.event.TurnCompleted;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.budget.Budget;
import org.openstrawberry.store.critique.Critique;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.problem.ProblemSet;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.Turn;

/** Runs and traces to verify. */
@ApplicationScoped
public class Fixture {
    /** What no critic may ever see. */
    public static final String GROUND_TRUTH = "TRUTH-73019";

    private final EntityManager entities;
    private final Ids ids;

    Fixture(EntityManager entities, Ids ids) {
        this.entities = entities;
        this.ids = ids;
    }

    /** A run of one problem whose critiques see 2 turns and come after every 3. */
    public Run run(RunMode mode, VerifierMode verifier) {
        return QuarkusTransaction.requiringNew().call(() -> {
            ProblemSet set = new ProblemSet();
            set.id = ids.next();
            set.name = "set-" + set.id;
            set.version = 1;
            set.contentHash = "hash";
            set.problems = 1;
            set.createdAt = Instant.now();
            set.persist();
            Problem problem = new Problem();
            problem.id = ids.next();
            problem.problemSetId = set.id;
            problem.prompt = "How many r are in strawberry?";
            problem.groundTruth = GROUND_TRUTH;
            problem.answerType = AnswerType.NUMBER;
            problem.persist();
            Run run = new Run();
            run.id = ids.next();
            run.problemSetId = set.id;
            run.name = "run";
            run.model = "openai:solver";
            run.mode = mode;
            run.samplesPerProblem = 1;
            run.problems = 1;
            run.settings = settings(verifier);
            run.status = RunStatus.RUNNING;
            run.tracesPlanned = 1;
            run.requestHash = "hash";
            run.createdAt = Instant.now();
            run.persist();
            return run;
        });
    }

    /** The budget of the run as it now is. */
    public Budget budget(UUID runId) {
        return QuarkusTransaction.requiringNew().call(() -> Budget.find(runId).orElseThrow());
    }

    private static Price price() {
        return new Price(new BigDecimal(1), new BigDecimal(1), new BigDecimal(1), new BigDecimal(2));
    }

    private static RunSettings settings(VerifierMode mode) {
        return new RunSettings(
                0.3,
                null,
                1024,
                42,
                20,
                9,
                true,
                1024,
                30,
                new RunSettings.Prompts(RunSettings.SingleShotStyle.ZERO_SHOT, null, List.of(), null),
                new RunSettings.Limits(null, null, null, null),
                new RunSettings.Verifier(mode, "openai:critic", 0.0, 2, 3, null),
                new RunSettings.Prices("test", "USD", null, price()));
    }

    /** A trace of the run with three answered turns. */
    public Trace trace(Run run, int sample) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Problem problem = Problem.find("problemSetId", run.problemSetId).singleResult();
            Trace trace = new Trace();
            trace.id = ids.next();
            trace.runId = run.id;
            trace.problemId = problem.id;
            trace.sample = sample;
            trace.seed = 7;
            trace.status = TraceStatus.AWAITING_CRITIQUE;
            trace.turnCount = 3;
            trace.createdAt = Instant.now();
            trace.statusSince = Instant.now();
            trace.persist();
            for (int index = 0; index < 3; index++) {
                Turn turn = Turn.pending(
                        ids.next(),
                        trace.id,
                        index,
                        index == 0 ? TurnKind.PROBLEM : TurnKind.NEXT,
                        index == 0 ? problem.prompt : "Prompt of turn " + index,
                        null,
                        Instant.now());
                turn.status = TurnStatus.COMPLETED;
                turn.reply = "Reply of turn " + index;
                turn.title = "Title " + index;
                turn.completedAt = Instant.now();
                turn.persist();
            }
            return trace;
        });
    }

    /** The event that the trace's turn of that index is complete. */
    public TurnCompleted completed(Trace trace, int index) {
        return new TurnCompleted(
                trace.runId,
                trace.id,
                ids.next(),
                trace.problemId,
                trace.sample,
                index,
                TurnKind.NEXT,
                TurnStatus.COMPLETED,
                1,
                "openai:solver",
                "Prompt of turn " + index,
                "Reply of turn " + index,
                "Title",
                Usage.UNKNOWN,
                null,
                5L,
                null,
                Instant.now());
    }

    /** The trace's critique after its last turn, if it has a row. */
    public @Nullable Critique critique(UUID trace) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Critique.<Critique>find("traceId = ?1 and afterTurn = 2", trace)
                        .firstResult());
    }

    /** Runs a statement in a transaction of its own. */
    public int execute(String sql, Object... parameters) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var query = entities.createNativeQuery(sql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.executeUpdate();
        });
    }
}
