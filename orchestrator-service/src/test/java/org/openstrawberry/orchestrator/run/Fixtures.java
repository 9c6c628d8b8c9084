package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.problem.ProblemSet;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.Turn;

/** What the tests of runs put into the store and read from it. */
@ApplicationScoped
public class Fixtures {
    private final Ids ids;

    Fixtures(Ids ids) {
        this.ids = ids;
    }

    static RunSettings settings() {
        return settings(VerifierMode.OFF, null, 100);
    }

    static RunSettings settings(VerifierMode verifier, @Nullable Long runTokens, int concurrency) {
        return settings(verifier, runTokens, null, concurrency);
    }

    /** With 0.001 for each token, in or out. */
    static RunSettings settings(
            VerifierMode verifier, @Nullable Long runTokens, @Nullable BigDecimal runCost, int concurrency) {
        BigDecimal each = new BigDecimal(1_000);
        Price price = new Price(each, each, each, each);
        return new RunSettings(
                0.7,
                null,
                256,
                42,
                12,
                4,
                true,
                concurrency,
                60,
                new RunSettings.Prompts(RunSettings.SingleShotStyle.CHAIN_OF_THOUGHT, null, List.of(), null),
                new RunSettings.Limits(null, null, runTokens, runCost),
                new RunSettings.Verifier(verifier, null, 0, 2, 2, null),
                new RunSettings.Prices("test", "USD", price, price));
    }

    /** In mode GATE, with as many returns, and seconds that an answer waits for its critique. */
    static RunSettings gate(int returns, int timeoutSeconds, @Nullable BigDecimal runCost) {
        RunSettings plain = settings(VerifierMode.OFF, null, runCost, 100);
        return new RunSettings(
                plain.temperature(),
                plain.topP(),
                plain.maxTokens(),
                plain.seed(),
                plain.maxTurns(),
                plain.finalCheckEvery(),
                plain.answerOnAnyTurn(),
                plain.concurrency(),
                plain.turnTimeoutSeconds(),
                plain.prompts(),
                plain.limits(),
                new RunSettings.Verifier(VerifierMode.GATE, null, 0, 2, 0, null, null, null, returns, timeoutSeconds),
                plain.prices());
    }

    @Transactional
    UUID problemSet(int problems) {
        ProblemSet set = new ProblemSet();
        set.id = ids.next();
        set.name = "set-" + set.id;
        set.version = 1;
        set.contentHash = set.id.toString();
        set.problems = problems;
        set.createdAt = Instant.now();
        set.persist();
        for (int position = 0; position < problems; position++) {
            Problem problem = new Problem();
            problem.id = ids.next();
            problem.problemSetId = set.id;
            problem.position = position;
            problem.prompt = "What is " + position + " + 1?";
            problem.groundTruth = String.valueOf(position + 1);
            problem.answerType = AnswerType.NUMBER;
            problem.persist();
        }
        return set.id;
    }

    static RunRequest request(UUID problemSetId, int problems, int samples, RunMode mode, RunSettings settings) {
        return request(problemSetId, problems, samples, mode, settings, null);
    }

    static RunRequest request(
            UUID problemSetId,
            int problems,
            int samples,
            RunMode mode,
            RunSettings settings,
            @Nullable UUID campaignId) {
        return new RunRequest(
                problemSetId,
                Optional.ofNullable(campaignId),
                "test",
                "replay:test",
                mode,
                samples,
                problems,
                settings,
                false,
                Optional.empty(),
                "hash");
    }

    @Transactional
    Run run(UUID runId) {
        return Run.<Run>findByIdOptional(runId).orElseThrow();
    }

    @Transactional
    boolean isOver(UUID runId) {
        return run(runId).finishedAt != null;
    }

    @Transactional
    RunStatus status(UUID runId) {
        return run(runId).status;
    }

    @Transactional
    List<Trace> traces(UUID runId) {
        return Trace.list("runId = ?1 order by id", runId);
    }

    @Transactional
    List<Trace> traces(UUID runId, TraceStatus status) {
        return Trace.list("runId = ?1 and status = ?2 order by id", runId, status);
    }

    @Transactional
    List<Turn> turns(UUID traceId) {
        return Turn.ofTrace(traceId);
    }

    @Transactional
    long countTurns(UUID runId) {
        return Turn.count("traceId in (select t.id from Trace t where t.runId = ?1)", runId);
    }

    @Transactional
    long countTurns(UUID runId, TurnStatus status) {
        return Turn.count("traceId in (select t.id from Trace t where t.runId = ?1) and status = ?2", runId, status);
    }

    /** The topics of the events that were stored about a trace, in their order. */
    @Transactional
    List<String> storedTopics(UUID traceId) {
        return Run.getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery("SELECT topic FROM outbox WHERE trace_id = ?1 ORDER BY sequence", String.class)
                .setParameter(1, traceId)
                .getResultList();
    }

    /** The newest event of that kind that was stored about a trace, as it is published. */
    @Transactional
    String storedPayload(UUID traceId, Topic topic) {
        return Run.getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery(
                        "SELECT payload FROM outbox WHERE trace_id = ?1 AND topic = ?2 ORDER BY sequence DESC LIMIT 1",
                        String.class)
                .setParameter(1, traceId)
                .setParameter(2, topic.topicName())
                .getSingleResult();
    }

    /** Makes what happened longer ago than any age that the reaper is asked about. */
    @Transactional
    void age(UUID runId) {
        Run.getEntityManager().createNativeQuery("""
                        UPDATE turn SET announced_at = announced_at - interval '1 hour',
                                        lease_until = lease_until - interval '1 hour',
                                        completed_at = completed_at - interval '1 hour'
                        WHERE trace_id IN (SELECT id FROM trace WHERE run_id = :run)
                        """).setParameter("run", runId).executeUpdate();
        Run.getEntityManager()
                .createNativeQuery(
                        "UPDATE trace SET status_since = status_since - interval '1 hour' WHERE run_id = :run")
                .setParameter("run", runId)
                .executeUpdate();
    }
}
