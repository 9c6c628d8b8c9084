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
                        Duration.ofMinutes(1)));
        return id;
    }

    private static TurnCompleted completed(UUID run, UUID trace, int index) {
        return turn(run, trace, index, TurnStatus.COMPLETED);
    }

    private static TurnCompleted turn(UUID run, UUID trace, int index, TurnStatus status) {
        boolean answered = status == TurnStatus.COMPLETED;
        return new TurnCompleted(
                run,
                trace,
                UUID.randomUUID(),
                UUID.randomUUID(),
                0,
                index,
                TurnKind.NEXT,
                status,
                1,
                "openai:run",
                "prompt",
                answered ? "reply" : null,
                answered ? "title" : null,
                Usage.UNKNOWN,
                null,
                1L,
                answered ? null : "TIMEOUT",
                Instant.EPOCH);
    }
}
