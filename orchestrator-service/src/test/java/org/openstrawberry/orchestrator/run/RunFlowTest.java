package org.openstrawberry.orchestrator.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.contracts.event.EventJson;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.contracts.event.TraceFinished;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.messaging.outbox.OutboxPublisher;
import org.openstrawberry.orchestrator.report.RunCounts;
import org.openstrawberry.orchestrator.report.RunStatistics;
import org.openstrawberry.orchestrator.selection.Band;
import org.openstrawberry.orchestrator.selection.Outcomes;
import org.openstrawberry.orchestrator.selection.Placement;
import org.openstrawberry.orchestrator.selection.ProblemSelection;
import org.openstrawberry.orchestrator.selection.RunSelection;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.Turn;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
class RunFlowTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    RunLauncher launcher;

    @Inject
    RunControl control;

    @Inject
    TraceProgress progress;

    @Inject
    Reaper reaper;

    @Inject
    OutboxPublisher outboxPublisher;

    @Inject
    RunSelection selection;

    @Inject
    Fixtures fixtures;

    @Inject
    Workers workers;

    @Inject
    RunStatistics statistics;

    @Test
    void shouldBringEveryTraceToItsEndForExactlyOneReason() {
        // given
        Run run = launch(5, 2, RunMode.TRACE, Fixtures.settings());

        // when
        workUntilOver(run.id, turn -> turn.index() < 3 ? "a step" : "<final_answer>3</final_answer>", true);

        // then
        List<Trace> traces = fixtures.traces(run.id);
        assertThat(traces).hasSize(10).allSatisfy(trace -> {
            assertThat(trace.endReason).isEqualTo(EndReason.FINAL_ANSWER);
            assertThat(trace.answer).isEqualTo("3");
            assertThat(trace.turnCount).isEqualTo(4);
            assertThat(trace.inputTokens).isEqualTo(40);
        });
        assertThat(fixtures.turns(traces.getFirst().id).stream().map(turn -> turn.index))
                .containsExactly(0, 1, 2, 3);
        assertThat(fixtures.status(run.id)).isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void shouldTellTokensOfATraceAndARunAndWhatIsUnknownOfThem() {
        // when a provider tells of its cache, and another does not
        Run told = launch(1, 2, RunMode.SINGLE_SHOT, Fixtures.settings());
        workUntilOver(told.id, new Usage(100, 0, 60, 5, null));
        Run silent = launch(1, 1, RunMode.SINGLE_SHOT, Fixtures.settings());
        workUntilOver(silent.id, new Usage(100, null, null, 5, null));

        // then
        assertThat(statistics.counts(told.id).tokens()).isEqualTo(new RunCounts.Tokens(200, 0L, 120L, 10, null, 2, 0));
        assertThat(finishedUsage(told)).isEqualTo(new Usage(100, 0, 60, 5, null));
        assertThat(statistics.counts(silent.id).tokens())
                .isEqualTo(new RunCounts.Tokens(100, null, null, 5, null, 1, 0));
        assertThat(finishedUsage(silent)).isEqualTo(new Usage(100, null, null, 5, null));
    }

    @Test
    void shouldCountNoTokensBeforeTheFirstCall() {
        // given
        Run run = launch(1, 1, RunMode.SINGLE_SHOT, Fixtures.settings());

        // then
        assertThat(statistics.counts(run.id).tokens()).isEqualTo(RunCounts.Tokens.NONE);
        workUntilOver(run.id, turn -> "1", true);
    }

    private Usage finishedUsage(Run run) {
        UUID trace = fixtures.traces(run.id).getFirst().id;
        return EventJson.read(TraceFinished.class, fixtures.storedPayload(trace, Topic.TRACE_FINISHED))
                .usage();
    }

    private void workUntilOver(UUID runId, Usage usage) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
            outboxPublisher.publish(workers.answer(workers.claim(50), _ -> "1", usage));
            outboxPublisher.publish(workers.judge());
            return fixtures.isOver(runId);
        });
    }

    @Test
    void shouldLayOutTheTraceOfASingleQuestionInTheTransactionOfItsRun() {
        // given
        RunRequest question = Fixtures.request(fixtures.problemSet(1), 1, 1, RunMode.TRACE, Fixtures.settings());
        RunRequest interactive = new RunRequest(
                question.problemSetId(),
                Optional.empty(),
                question.name(),
                question.model(),
                question.mode(),
                1,
                1,
                question.settings(),
                true,
                Optional.empty(),
                question.requestHash());

        // when the scheduler has had no time to do anything
        Run run = QuarkusTransaction.requiringNew().call(() -> {
            Run stored = launcher.launch(interactive);
            assertThat(Trace.count("runId", stored.id)).isOne();
            return stored;
        });

        // then
        workUntilOver(run.id, turn -> "<final_answer>1</final_answer>", true);
        assertThat(fixtures.traces(run.id)).hasSize(1);
    }

    @Test
    void shouldAskTheFinalCheckOnScheduleAndStopAtTheTurnLimit() {
        // given
        Run run = launch(1, 1, RunMode.TRACE, Fixtures.settings());

        // when
        workUntilOver(run.id, turn -> "no answer yet", true);

        // then
        Trace trace = fixtures.traces(run.id).getFirst();
        assertThat(trace.endReason).isEqualTo(EndReason.MAX_TURNS);
        assertThat(fixtures.turns(trace.id))
                .hasSize(12)
                .allSatisfy(turn ->
                        assertThat(turn.kind == TurnKind.FINAL_CHECK).isEqualTo(turn.index > 0 && turn.index % 4 == 0));
    }

    @Test
    void shouldProposeTheWholeReplyOfASingleShot() {
        // given
        Run run = launch(3, 1, RunMode.SINGLE_SHOT, Fixtures.settings());

        // when
        workUntilOver(run.id, turn -> "1", true);

        // then
        assertThat(fixtures.traces(run.id)).hasSize(3).allSatisfy(trace -> {
            assertThat(trace.endReason).isEqualTo(EndReason.FINAL_ANSWER);
            assertThat(trace.proposedAnswer).isEqualTo("1");
        });
        assertThat(fixtures.countTurns(run.id)).isEqualTo(3);
    }

    @Test
    void shouldGoOnFromTheRowsWhenEveryEventIsLost() {
        // given
        Run run = launch(4, 1, RunMode.TRACE, Fixtures.settings());

        // when nobody is told of anything and only the reaper looks
        workUntilOver(run.id, turn -> turn.index() < 2 ? "a step" : "<final_answer>2</final_answer>", false);

        // then
        assertThat(fixtures.traces(run.id))
                .hasSize(4)
                .allSatisfy(trace -> assertThat(trace.endReason).isEqualTo(EndReason.FINAL_ANSWER));
        assertThat(fixtures.countTurns(run.id)).isEqualTo(12);
    }

    @Test
    void shouldChangeNothingWhenTheSameNewsComesManyTimesAtOnce() throws Exception {
        // given
        Run run = launch(8, 1, RunMode.TRACE, Fixtures.settings());
        List<ClaimedTurn> claimed = claimFor(run.id, 8);
        List<UUID> traceIds = claimed.stream().map(ClaimedTurn::traceId).toList();
        workers.answer(claimed, turn -> "a step");

        // when
        inParallel(12, _ -> {
            progress.advance(traceIds);
            return true;
        });

        // then
        assertThat(fixtures.traces(run.id)).allSatisfy(trace -> {
            assertThat(trace.turnCount).isEqualTo(1);
            assertThat(fixtures.turns(trace.id)).hasSize(2);
        });
    }

    @Test
    void shouldGiveATurnToOthersWhenItsLeaseLapsesAndPoisonItInTheEnd() {
        // given
        Run run = launch(1, 1, RunMode.TRACE, Fixtures.settings());
        UUID traceId = claimFor(run.id, 1).getFirst().traceId();

        // when it is lost three times
        for (int loss = 1; loss <= 3; loss++) {
            fixtures.age(run.id);
            reaper.round();
            assertThat(fixtures.turns(traceId).getFirst().reaped).isEqualTo(loss);
            if (loss < 3) {
                assertThat(claimFor(run.id, 1)).hasSize(1);
            }
        }

        // then
        assertThat(fixtures.turns(traceId).getFirst().status).isEqualTo(TurnStatus.POISONED);
        assertThat(fixtures.storedTopics(traceId))
                .startsWith(Topic.TURN_COMPLETED.topicName(), Topic.DEAD_LETTER.topicName());
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(fixtures.traces(run.id).getFirst().endReason).isEqualTo(EndReason.POISONED));
    }

    @Test
    void shouldKeepAReplyThatComesAfterItsLeaseLapsedAndBeforeAnotherClaim() {
        // given
        Run run = launch(1, 1, RunMode.TRACE, Fixtures.settings());
        List<ClaimedTurn> claimed = claimFor(run.id, 1);
        fixtures.age(run.id);
        reaper.round();

        // when
        workers.answer(claimed, turn -> "late but paid for");

        // then
        Turn turn = fixtures.turns(claimed.getFirst().traceId()).getFirst();
        assertThat(turn.status).isEqualTo(TurnStatus.COMPLETED);
        assertThat(turn.reply).isEqualTo("late but paid for");
        control.cancelRun(run.id);
    }

    @Test
    void shouldNotLetTurnsOfAPausedRunBeClaimed() {
        // given
        Run run = launch(2, 1, RunMode.TRACE, Fixtures.settings());
        await().atMost(SOON).until(() -> fixtures.countTurns(run.id) == 2);

        // when
        control.pauseRun(run.id);

        // then
        assertThat(workers.claim(100).stream().map(ClaimedTurn::runId)).doesNotContain(run.id);

        // when
        control.resumeRun(run.id);

        // then
        assertThat(claimFor(run.id, 2)).hasSize(2);
        control.cancelRun(run.id);
    }

    @Test
    void shouldEndEveryTraceOfACancelledRunAndWithdrawItsWaitingTurns() {
        // given
        Run run = launch(6, 3, RunMode.TRACE, Fixtures.settings(VerifierMode.OFF, null, 5));
        await().atMost(SOON).until(() -> fixtures.countTurns(run.id) == 5);

        // when
        control.cancelRun(run.id);

        // then
        await().atMost(SOON).until(() -> fixtures.isOver(run.id));
        assertThat(fixtures.status(run.id)).isEqualTo(RunStatus.CANCELLED);
        assertThat(fixtures.traces(run.id))
                .allSatisfy(trace -> assertThat(trace.endReason).isEqualTo(EndReason.CANCELLED));
        assertThat(fixtures.countTurns(run.id, TurnStatus.PENDING)).isZero();
        assertThatThrownBy(() -> control.pauseRun(run.id)).isInstanceOf(RunConflictException.class);
    }

    @Test
    void shouldKeepNoMoreTracesInFlightThanTheRunAllows() {
        // given
        Run run = launch(20, 1, RunMode.SINGLE_SHOT, Fixtures.settings(VerifierMode.OFF, null, 3));
        Set<UUID> seen = new HashSet<>();

        // when
        while (seen.size() < 20) {
            // All that are in flight may wait for verdicts by now, so there may be nothing to claim before they have
            // them.
            List<ClaimedTurn> claimed = claimFor(run.id, 1, () -> outboxPublisher.publish(workers.judge()));
            assertThat(fixtures.traces(run.id, TraceStatus.AWAITING_TURN)).hasSizeLessThanOrEqualTo(3);
            claimed.forEach(turn -> seen.add(turn.traceId()));
            outboxPublisher.publish(workers.answer(claimed, turn -> "1"));
            outboxPublisher.publish(workers.judge());
        }

        // then
        await().atMost(SOON).until(() -> {
            outboxPublisher.publish(workers.judge());
            return fixtures.isOver(run.id);
        });
    }

    @Test
    void shouldEndTracesWhenTheRunHasUsedItsTokens() {
        // given
        Run run = launch(4, 1, RunMode.TRACE, Fixtures.settings(VerifierMode.OFF, 30L, 2));

        // when
        workUntilOver(run.id, turn -> "a step", true);

        // then
        assertThat(fixtures.traces(run.id))
                .allSatisfy(trace -> assertThat(trace.endReason).isEqualTo(EndReason.TOKEN_BUDGET));
    }

    @Test
    void shouldPlaceTheProblemsOfARunByHowOftenTheyWereSolved() {
        // given one problem that is always solved, one once, one never, and one that is not sampled
        Run run = launch(4, 4, RunMode.SINGLE_SHOT, Fixtures.settings());
        workUntilOver(
                run.id,
                turn -> {
                    boolean solved = turn.prompt().contains("is 0 +")
                            || (turn.prompt().contains("is 1 +") && turn.sample() == 0);
                    return solved ? (turn.prompt().contains("is 0 +") ? "1" : "2") : "99";
                },
                true);
        UUID unsampled = QuarkusTransaction.requiringNew()
                .call(() -> Problem.inOrder(run.problemSetId, 3, 1).getFirst().id);
        QuarkusTransaction.requiringNew()
                .run(() -> Trace.update("endReason = ?1 where problemId = ?2", EndReason.PROVIDER_ERROR, unsampled));

        // when / then
        assertThat(selection.of(run.id, Band.DEFAULT))
                .extracting(ProblemSelection::position, ProblemSelection::placement, ProblemSelection::outcomes)
                .containsExactly(
                        tuple(0, Placement.EASY, new Outcomes(4, 0, 0)),
                        tuple(1, Placement.KEPT, new Outcomes(1, 3, 0)),
                        tuple(2, Placement.HOPELESS, new Outcomes(0, 4, 0)),
                        tuple(3, Placement.UNSAMPLED, new Outcomes(0, 0, 0)));
        given().get("/api/runs/" + run.id + "/selection?placement=kept&limit=1")
                .then()
                .statusCode(200)
                .body("counts.KEPT", equalTo(1))
                .body("counts.UNSAMPLED", equalTo(1))
                .body("bySolved.'4'", equalTo(1))
                .body("uncertain", equalTo(3))
                .body("items", hasSize(1))
                .body("items[0].passRate.value", equalTo(0.25f))
                .body("next", nullValue());
        given().get("/api/runs/" + run.id + "/selection?from=9&to=3").then().statusCode(400);

        // when / then
        String export = "/api/runs/" + run.id + "/export?format=";
        assertThat(lines(export + "sft")).hasSize(5);
        assertThat(lines(export + "trl-kto")).hasSize(12);
        assertThat(lines(export + "traces")).hasSize(12);
        List<String> pairs = lines(export + "openai-dpo&pairsPerProblem=2");
        assertThat(pairs).hasSize(1).allMatch(row -> row.contains("\"preferred_output\":[{\"role\":\"assistant\""));
        assertThat(lines(export + "openai-dpo&pairsPerProblem=2&compression=gzip"))
                .isEqualTo(pairs);
        given().get(export + "parquet").then().statusCode(400).body("errors[0].reason", containsString("trl-dpo"));
        given().get("/api/runs/" + UUID.randomUUID() + "/export?format=sft")
                .then()
                .statusCode(404);
        given().get("/api/runs/" + UUID.randomUUID() + "/selection").then().statusCode(404);
    }

    @Test
    void shouldMakeOneRunForOneKeyHoweverManyAskAtOnce() throws Exception {
        // given
        UUID set = fixtures.problemSet(1);
        String key = UUID.randomUUID().toString();

        // when
        List<UUID> made = inParallel(8, _ -> launcher.launch(keyed(set, key, "hash")).id);

        // then
        assertThat(new HashSet<>(made)).hasSize(1);
        assertThatThrownBy(() -> launcher.launch(keyed(set, key, "another"))).isInstanceOf(RunConflictException.class);
        control.cancelRun(made.getFirst());
    }

    private static List<String> lines(String address) {
        Response response =
                given().get(address).then().statusCode(200).extract().response();
        byte[] body = response.asByteArray();
        try {
            InputStream in = response.contentType().contains("gzip")
                    ? new GZIPInputStream(new ByteArrayInputStream(body))
                    : new ByteArrayInputStream(body);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunRequest keyed(UUID set, String key, String hash) {
        RunRequest plain = Fixtures.request(set, 1, 1, RunMode.TRACE, Fixtures.settings());
        return new RunRequest(
                plain.problemSetId(),
                Optional.empty(),
                plain.name(),
                plain.model(),
                plain.mode(),
                plain.samplesPerProblem(),
                plain.problems(),
                plain.settings(),
                plain.interactive(),
                Optional.of(key),
                hash);
    }

    private Run launch(int problems, int samples, RunMode mode, RunSettings settings) {
        return launcher.launch(Fixtures.request(fixtures.problemSet(problems), problems, samples, mode, settings));
    }

    /** Claims turns of that run alone; the tests of this class follow one another. */
    private List<ClaimedTurn> claimFor(UUID runId, int count) {
        return claimFor(runId, count, () -> {});
    }

    private List<ClaimedTurn> claimFor(UUID runId, int count, Runnable meanwhile) {
        List<ClaimedTurn> claimed = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            meanwhile.run();
            workers.claim(count - claimed.size()).stream()
                    .filter(turn -> turn.runId().equals(runId))
                    .forEach(claimed::add);
            return claimed.size() == count;
        });
        return claimed;
    }

    private void workUntilOver(UUID runId, Function<ClaimedTurn, String> reply, boolean telling) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
            var answered = workers.answer(workers.claim(50), reply);
            var judged = workers.judge();
            if (telling) {
                outboxPublisher.publish(answered);
                outboxPublisher.publish(judged);
            } else {
                fixtures.age(runId);
                reaper.round();
            }
            return fixtures.isOver(runId);
        });
    }

    private static <T> List<T> inParallel(int threads, Function<Integer, T> action) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = IntStream.range(0, threads)
                    .mapToObj(index -> executor.submit(() -> action.apply(index)))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
