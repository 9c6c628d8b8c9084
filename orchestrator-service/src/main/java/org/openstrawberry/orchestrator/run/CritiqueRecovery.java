package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.critique.AwaitedCritique;
import org.openstrawberry.store.critique.CritiqueDraft;
import org.openstrawberry.store.critique.CritiqueQueue;
import org.openstrawberry.store.critique.CritiqueReaper;
import org.openstrawberry.store.critique.CritiqueSchedule;
import org.openstrawberry.store.critique.EndedCritique;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.run.RunSettings;

/** Sees to it that no trace waits for a critique that nobody makes. */
@ApplicationScoped
public class CritiqueRecovery {
    private final CritiqueReaper reaper;
    private final CritiqueQueue queue;
    private final Ids ids;

    CritiqueRecovery(CritiqueReaper reaper, CritiqueQueue queue, Ids ids) {
        this.reaper = reaper;
        this.queue = queue;
        this.ids = ids;
    }

    /** Queues the critiques that a trace has waited for without any verifier having taken them up. */
    @Transactional
    void askAgain(Duration age, int limit) {
        List<AwaitedCritique> unstarted = reaper.findUnstarted(age, limit);
        Map<UUID, Run> runs = unstarted.isEmpty()
                ? Map.of()
                : Run.<Run>list(
                                "id in ?1",
                                unstarted.stream().map(AwaitedCritique::runId).collect(Collectors.toSet()))
                        .stream()
                        .collect(Collectors.toMap(run -> run.id, Function.identity()));
        List<CritiqueDraft> drafts = new ArrayList<>();
        for (AwaitedCritique awaited : unstarted) {
            Run run = runs.get(awaited.runId());
            if (run != null) {
                window(run.settings.verifier(), awaited).ifPresent(window -> drafts.add(draft(awaited, run, window)));
            }
        }
        queue.insertMissing(drafts);
    }

    /** Traces whose critique is made without their having heard. */
    @Transactional
    List<UUID> findMade(Duration age, int limit) {
        return reaper.findFinishedForWaiting(age, limit).stream()
                .map(EndedCritique::traceId)
                .toList();
    }

    /** Answers that have waited too long for their critique: by trace, the turn that gave them. */
    Map<UUID, Integer> findOverdueGates(int limit) {
        return reaper.findOverdueGates(limit);
    }

    private static Optional<CritiqueSchedule.Window> window(RunSettings.Verifier verifier, AwaitedCritique awaited) {
        return awaited.gate()
                ? Optional.of(CritiqueSchedule.gateAfter(verifier, awaited.afterTurn()))
                : CritiqueSchedule.dueAfter(verifier, awaited.traceSeed(), awaited.afterTurn());
    }

    private CritiqueDraft draft(AwaitedCritique awaited, Run run, CritiqueSchedule.Window window) {
        String critic = run.settings.verifier().model();
        return new CritiqueDraft(
                ids.next(), awaited.traceId(), awaited.afterTurn(), window, critic == null ? run.model : critic);
    }
}
