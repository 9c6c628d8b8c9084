package org.openstrawberry.orchestrator.run;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.orchestrator.trace.TraceInput;
import org.openstrawberry.store.critique.Critique;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.SystemPrompt;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.Turn;
import org.openstrawberry.store.verdict.Verdict;

/**
 * The rows that a batch of traces depends on, each kind read by one query.
 *
 * @param awaited by trace, the turn that it waits for
 * @param last by trace, the turn that it took in last; of those only that wait for a critic
 */
record TraceBatch(
        Map<UUID, Run> runs,
        Map<UUID, String> problemTexts,
        Map<String, String> systemTexts,
        Map<UUID, Turn> awaited,
        Map<UUID, Turn> last,
        Map<UUID, Critique> critiques,
        Map<UUID, Verdict> verdicts) {

    static TraceBatch load(List<Trace> traces) {
        List<Run> runs =
                Run.list("id in ?1", traces.stream().map(trace -> trace.runId).collect(toSet()));
        List<Trace> unread = in(traces, TraceStatus.QUEUED).toList();
        List<Problem> problems = unread.isEmpty()
                ? List.of()
                : Problem.list(
                        "id in ?1",
                        unread.stream().map(trace -> trace.problemId).collect(toSet()));
        Set<String> systems = unread.stream()
                .map(trace -> trace.systemPromptId)
                .filter(Objects::nonNull)
                .collect(toSet());
        List<SystemPrompt> texts = systems.isEmpty() ? List.of() : SystemPrompt.list("id in ?1", systems);
        boolean mayWaitForCritics = runs.stream().anyMatch(TraceBatch::waitsForCritics);
        return new TraceBatch(
                index(runs, run -> run.id),
                problems.stream().collect(toMap(problem -> problem.id, problem -> problem.prompt)),
                texts.stream().collect(toMap(text -> text.id, text -> text.text)),
                index(Turn.awaitedBy(ids(in(traces, TraceStatus.AWAITING_TURN))), turn -> turn.traceId),
                index(Turn.lastOf(ids(in(traces, TraceStatus.AWAITING_CRITIQUE))), turn -> turn.traceId),
                mayWaitForCritics
                        ? index(Critique.latestOf(ids(traces.stream())), critique -> critique.traceId)
                        : Map.of(),
                index(Verdict.ofTraces(ids(in(traces, TraceStatus.AWAITING_VERDICT))), verdict -> verdict.traceId));
    }

    private static Stream<Trace> in(List<Trace> traces, TraceStatus status) {
        return traces.stream().filter(trace -> trace.status == status);
    }

    private static List<UUID> ids(Stream<Trace> traces) {
        return traces.map(trace -> trace.id).toList();
    }

    private static <T> Map<UUID, T> index(List<T> rows, Function<T, UUID> key) {
        return rows.stream().collect(toMap(key, identity()));
    }

    Run run(Trace trace) {
        Run run = runs.get(trace.runId);
        if (run == null) {
            throw new IllegalStateException("trace " + trace.id + " belongs to no run");
        }
        return run;
    }

    /** The problem of a trace that is about to begin; nobody asks for it later. */
    String problemText(Trace trace) {
        return problemTexts.getOrDefault(trace.problemId, "");
    }

    /** The system text of a trace that is about to begin; null when it has none. */
    @Nullable
    String systemText(Trace trace) {
        String id = trace.systemPromptId;
        return id == null ? null : systemTexts.get(id);
    }

    /** The turn that the trace took in before it waits for the next one; empty before the first. */
    Optional<Turn> before(Trace trace) {
        Turn awaitedBefore = awaited.get(trace.id);
        return Optional.ofNullable(awaitedBefore == null ? last.get(trace.id) : awaitedBefore);
    }

    /** What the rows say about the thing that the trace waits for. */
    Optional<TraceInput> next(Trace trace, @Nullable Turn turn, Run run) {
        return switch (trace.status) {
            case QUEUED, FINISHED -> Optional.empty();
            case AWAITING_TURN -> Optional.ofNullable(turn).flatMap(it -> TraceStates.outcome(it, trace, run));
            case AWAITING_CRITIQUE ->
                Optional.ofNullable(critiques.get(trace.id))
                        .filter(critique -> critique.afterTurn == trace.turnCount - 1)
                        .flatMap(TraceStates::outcome);
            case AWAITING_VERDICT -> Optional.ofNullable(verdicts.get(trace.id)).map(TraceStates::outcome);
        };
    }

    private static boolean waitsForCritics(Run run) {
        return switch (run.settings.verifier().mode()) {
            case OFF, OBSERVE -> false;
            case FEEDBACK, GATE -> true;
        };
    }
}
