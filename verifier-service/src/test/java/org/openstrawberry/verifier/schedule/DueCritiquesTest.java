package org.openstrawberry.verifier.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.contracts.event.TurnCompleted;
import org.openstrawberry.store.critique.CritiqueDraft;
import org.openstrawberry.store.critique.CritiqueSchedule.Window;
import org.openstrawberry.store.run.RunSettings;

class DueCritiquesTest {
    private static final UUID TRACE = new UUID(0, 100);

    private final Map<UUID, RunVerifier> runs = new HashMap<>();
    private final List<Collection<UUID>> seedQueries = new ArrayList<>();
    private final DueCritiques due = new DueCritiques(
            new RunVerifiers(10, asked -> {
                Map<UUID, RunVerifier> found = new HashMap<>(runs);
                found.keySet().retainAll(asked);
                return found;
            }),
            this::seeds,
            UUID::randomUUID);

    @Test
    void shouldCritiqueTheNewestTurnsAfterEverySoMany() {
        // given
        UUID run = run(RunMode.TRACE, VerifierMode.FEEDBACK, null);

        // when
        List<CritiqueDraft> drafts = due.after(List.of(
                completed(run, TRACE, 0),
                completed(run, TRACE, 1),
                completed(run, TRACE, 2),
                completed(run, TRACE, 3)));

        // then
        assertThat(drafts).singleElement().satisfies(draft -> {
            assertThat(draft.traceId()).isEqualTo(TRACE);
            assertThat(draft.afterTurn()).isEqualTo(2);
            assertThat(draft.window()).isEqualTo(new Window(1, 2));
            assertThat(draft.model()).isEqualTo("openai:run");
        });
    }

    @Test
    void shouldAskTheModelThatTheRunNamesForIt() {
        UUID run = run(RunMode.TRACE, VerifierMode.OBSERVE, "openai:critic");
        assertThat(due.after(List.of(completed(run, TRACE, 2))))
                .extracting(CritiqueDraft::model)
                .containsExactly("openai:critic");
    }

    @Test
    void shouldIgnoreRunsWithoutAVerifierSingleShotsAndUnknownRuns() {
        // given
        List<TurnCompleted> turns = List.of(
                completed(run(RunMode.TRACE, VerifierMode.OFF, null), TRACE, 2),
                completed(run(RunMode.SINGLE_SHOT, VerifierMode.FEEDBACK, null), TRACE, 2),
                completed(UUID.randomUUID(), TRACE, 2));

        // when, then
        assertThat(due.after(turns)).isEmpty();
        assertThat(seedQueries).isEmpty();
    }

    @Test
    void shouldCritiqueTheWindowBeforeAnAnswerThatHasToPass() {
        // given
        UUID gate = gate(true, 2);
        UUID onlyWhenAsked = gate(false, 2);
        UUID never = gate(true, 0);
        String answer = "So <final_answer>42</final_answer>";

        // when, then
        assertThat(due.after(List.of(
                        turn(gate, TRACE, 4, TurnKind.NEXT, answer),
                        turn(gate, TRACE, 5, TurnKind.NEXT, "a step"),
                        turn(gate, TRACE, 6, TurnKind.NEXT, "<final_answer></final_answer>"),
                        turn(onlyWhenAsked, TRACE, 7, TurnKind.NEXT, answer),
                        turn(onlyWhenAsked, TRACE, 9, TurnKind.FINAL_CHECK, answer),
                        turn(never, TRACE, 11, TurnKind.NEXT, answer))))
                .extracting(CritiqueDraft::window)
                .containsExactly(new Window(3, 4), new Window(8, 9));
    }

    @Test
    void shouldIgnoreTurnsWithoutAReply() {
        UUID run = run(RunMode.TRACE, VerifierMode.FEEDBACK, null);
        assertThat(due.after(List.of(turn(run, TRACE, 2, TurnStatus.FAILED), turn(run, TRACE, 2, TurnStatus.POISONED))))
                .isEmpty();
    }

    @Test
    void shouldIgnoreTracesThatDoNotExist() {
        UUID run = run(RunMode.TRACE, VerifierMode.FEEDBACK, null);
        assertThat(due.after(List.of(completed(run, new UUID(7, 7), 2)))).isEmpty();
    }

    @Test
    void shouldReadTheSeedsOfABatchAtOnce() {
        // given
        UUID run = run(RunMode.TRACE, VerifierMode.OBSERVE, null);
        List<TurnCompleted> turns = new ArrayList<>();
        for (int trace = 0; trace < 20; trace++) {
            turns.add(completed(run, new UUID(0, trace), 2));
        }

        // when
        List<CritiqueDraft> drafts = due.after(turns);

        // then
        assertThat(drafts).hasSize(20);
        assertThat(drafts).extracting(draft -> draft.window().toTurn()).contains(0, 1, 2);
        assertThat(seedQueries).hasSize(1);
        assertThat(due.after(turns))
                .extracting(CritiqueDraft::window)
                .isEqualTo(drafts.stream().map(CritiqueDraft::window).toList());
    }

    private Map<UUID, Long> seeds(Collection<UUID> traces) {
        seedQueries.add(traces);
        Map<UUID, Long> seeds = new HashMap<>();
        traces.stream()
                .filter(trace -> trace.getMostSignificantBits() == 0)
                .forEach(trace -> seeds.put(trace, trace.getLeastSignificantBits()));
        return seeds;
    }

    private UUID run(RunMode mode, VerifierMode verifier, @Nullable String model) {
        UUID id = UUID.randomUUID();
        runs.put(
                id,
                new RunVerifier(
                        mode,
                        new RunSettings.Verifier(verifier, model, 0, 2, 3, null),
                        "openai:run",
                        null,
                        Duration.ofMinutes(1),
                        true));
        return id;
    }

    private UUID gate(boolean answerOnAnyTurn, int returns) {
        UUID id = UUID.randomUUID();
        runs.put(
                id,
                new RunVerifier(
                        RunMode.TRACE,
                        new RunSettings.Verifier(VerifierMode.GATE, null, 0, 2, 0, null, null, null, returns, null),
                        "openai:run",
                        null,
                        Duration.ofMinutes(1),
                        answerOnAnyTurn));
        return id;
    }

    private static TurnCompleted completed(UUID run, UUID trace, int index) {
        return turn(run, trace, index, TurnStatus.COMPLETED);
    }

    private static TurnCompleted turn(UUID run, UUID trace, int index, TurnStatus status) {
        return turn(run, trace, index, TurnKind.NEXT, status, status == TurnStatus.COMPLETED ? "reply" : null);
    }

    private static TurnCompleted turn(UUID run, UUID trace, int index, TurnKind kind, String reply) {
        return turn(run, trace, index, kind, TurnStatus.COMPLETED, reply);
    }

    private static TurnCompleted turn(
            UUID run, UUID trace, int index, TurnKind kind, TurnStatus status, @Nullable String reply) {
        boolean answered = status == TurnStatus.COMPLETED;
        return new TurnCompleted(
                run,
                trace,
                UUID.randomUUID(),
                UUID.randomUUID(),
                0,
                index,
                kind,
                status,
                1,
                "openai:run",
                "prompt",
                reply,
                answered ? "title" : null,
                Usage.UNKNOWN,
                null,
                1L,
                answered ? null : "TIMEOUT",
                Instant.EPOCH);
    }
}
