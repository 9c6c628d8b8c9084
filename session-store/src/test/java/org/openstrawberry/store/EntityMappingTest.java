package org.openstrawberry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.TestTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.problem.ProblemSet;
import org.openstrawberry.store.problem.Recording;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.trace.SystemPrompt;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.Turn;
import org.openstrawberry.store.verdict.Verdict;

/** What is stored through the entities comes back through them; that they fit the schema is checked at the start. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class EntityMappingTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    @Inject
    EntityManager entities;

    @Inject
    Fixture fixture;

    @Inject
    Ids ids;

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @Test
    @TestTransaction
    void shouldStoreAndReadARunWithItsProblemsTracesTurnsAndVerdicts() {
        // given
        ProblemSet set = problemSet();
        Problem problem = problem(set);
        Recording recording = new Recording();
        recording.key = new Recording.Key(problem.id, "gpt", 0);
        recording.output = "#### 4";
        recording.persist();
        Run run = run(set);
        SystemPrompt.store("small-steps/1", "Think in small steps.");
        SystemPrompt.store("small-steps/1", "Think in small steps.");
        Trace trace = trace(run, problem);
        Turn turn = Turn.pending(ids.next(), trace.id, 0, TurnKind.PROBLEM, "How many?", 40L, NOW);
        turn.persist();
        Verdict verdict = verdict(trace);

        // when
        entities.flush();
        entities.clear();

        // then
        assertThat(ProblemSet.findByContent("set", "hash").orElseThrow().id).isEqualTo(set.id);
        assertThat(ProblemSet.findNewest("set").orElseThrow().createdAt).isEqualTo(NOW);
        Problem readProblem = Problem.findById(problem.id);
        assertThat(readProblem.answerType).isEqualTo(AnswerType.NUMBER);
        assertThat(Recording.find(problem.id, "gpt", 0).orElseThrow().output).isEqualTo("#### 4");
        assertThat(Recording.namesIn(set.id)).containsExactly("gpt");
        Run readRun = Run.findByIdempotencyKey("key").orElseThrow();
        assertThat(readRun.settings).isEqualTo(run.settings);
        assertThat(readRun.status).isEqualTo(RunStatus.RUNNING);
        assertThat(Run.unfinished()).extracting(one -> one.id).containsExactly(run.id);
        Trace readTrace = Trace.findById(trace.id);
        assertThat(readTrace.status).isEqualTo(TraceStatus.AWAITING_TURN);
        assertThat(readTrace.seed).isEqualTo(-9);
        assertThat(readTrace.statusSince).isEqualTo(NOW);
        assertThat(readTrace.inputTokens).isZero();
        assertThat(readTrace.cachedTokens).isNull();
        assertThat(readTrace.cacheWrittenTokens).isNull();
        assertThat(Turn.ofTrace(trace.id)).singleElement().satisfies(read -> {
            assertThat(read.status).isEqualTo(TurnStatus.PENDING);
            assertThat(read.prompt).isEqualTo("How many?");
        });
        assertThat(Verdict.ofTrace(trace.id).orElseThrow().reason).isEqualTo(verdict.reason);
        SystemPrompt prompt = SystemPrompt.findById("small-steps/1");
        assertThat(prompt.text).isEqualTo("Think in small steps.");
    }

    @Test
    @TestTransaction
    void shouldLockTracesInTheOrderOfTheirIds() {
        // given
        UUID run = fixture.run(RunStatus.RUNNING);
        List<UUID> traces = fixture.traces(run, 5, TraceStatus.AWAITING_TURN);

        // when
        List<Trace> locked = Trace.lock(traces.reversed());

        // then
        assertThat(locked).extracting(trace -> trace.id).containsExactlyElementsOf(traces);
        assertThat(Trace.lock(List.of())).isEmpty();
    }

    private ProblemSet problemSet() {
        ProblemSet set = new ProblemSet();
        set.id = ids.next();
        set.name = "set";
        set.version = 1;
        set.contentHash = "hash";
        set.problems = 1;
        set.createdAt = NOW;
        set.persist();
        return set;
    }

    private Problem problem(ProblemSet set) {
        Problem problem = new Problem();
        problem.id = ids.next();
        problem.problemSetId = set.id;
        problem.prompt = "How many?";
        problem.groundTruth = "4";
        problem.answerType = AnswerType.NUMBER;
        problem.persist();
        return problem;
    }

    private Run run(ProblemSet set) {
        Run run = new Run();
        run.id = ids.next();
        run.problemSetId = set.id;
        run.name = "run";
        run.model = Fixture.MODEL;
        run.mode = RunMode.TRACE;
        run.samplesPerProblem = 1;
        run.problems = 1;
        run.settings = new RunSettings(
                0.3,
                null,
                1024,
                42,
                20,
                9,
                true,
                1024,
                120,
                new RunSettings.Prompts(
                        RunSettings.SingleShotStyle.ZERO_SHOT, null, List.of("Go on, \"please\"."), null),
                new RunSettings.Limits(1_000L, null, null, new BigDecimal("1.50")),
                new RunSettings.Verifier(VerifierMode.FEEDBACK, null, 0.0, 3, 3, 500),
                new RunSettings.Prices("1", "USD", price("0.15"), null));
        run.status = RunStatus.RUNNING;
        run.tracesPlanned = 1;
        run.idempotencyKey = "key";
        run.requestHash = "hash";
        run.createdAt = NOW;
        run.persist();
        return run;
    }

    private static Price price(String amount) {
        BigDecimal each = new BigDecimal(amount);
        return new Price(each, each, each, each);
    }

    private Trace trace(Run run, Problem problem) {
        Trace trace = new Trace();
        trace.id = ids.next();
        trace.runId = run.id;
        trace.problemId = problem.id;
        trace.seed = -9;
        trace.systemPromptId = "small-steps/1";
        trace.status = TraceStatus.AWAITING_TURN;
        trace.createdAt = NOW;
        trace.statusSince = NOW;
        trace.persist();
        return trace;
    }

    private Verdict verdict(Trace trace) {
        Verdict verdict = new Verdict();
        verdict.id = ids.next();
        verdict.traceId = trace.id;
        verdict.outcome = VerdictOutcome.CORRECT;
        verdict.rule = "number";
        verdict.ruleVersion = "1";
        verdict.reason = "4 = 4";
        verdict.createdAt = NOW;
        verdict.persist();
        return verdict;
    }
}
