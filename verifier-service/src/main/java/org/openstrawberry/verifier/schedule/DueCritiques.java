package org.openstrawberry.verifier.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.event.TurnCompleted;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.reply.ReplyTags;
import org.openstrawberry.store.critique.CritiqueDraft;
import org.openstrawberry.store.critique.CritiqueSchedule;

/** Decides which critiques are due once turns are complete. The same events always give the same windows. */
public final class DueCritiques {
    private static final String UNTITLED = "Step";

    private final RunVerifiers runs;
    private final Function<Collection<UUID>, Map<UUID, Long>> seeds;
    private final Supplier<UUID> ids;

    /**
     * Decides by these.
     *
     * @param seeds reads the seeds of those of the traces that exist
     * @param ids of new critiques
     */
    public DueCritiques(RunVerifiers runs, Function<Collection<UUID>, Map<UUID, Long>> seeds, Supplier<UUID> ids) {
        this.runs = runs;
        this.seeds = seeds;
        this.ids = ids;
    }

    /** The critiques that these turns make due. Only answered turns of multi-turn runs with a verifier do. */
    public List<CritiqueDraft> after(List<TurnCompleted> turns) {
        List<TurnCompleted> answered = turns.stream()
                .filter(turn -> turn.status() == TurnStatus.COMPLETED)
                .toList();
        if (answered.isEmpty()) {
            return List.of();
        }
        Map<UUID, RunVerifier> settings =
                runs.of(answered.stream().map(TurnCompleted::runId).collect(Collectors.toSet()));
        List<TurnCompleted> due = answered.stream()
                .filter(turn -> mayBeDue(settings.get(turn.runId()), turn))
                .toList();
        if (due.isEmpty()) {
            return List.of();
        }
        Map<UUID, Long> seedOf =
                seeds.apply(due.stream().map(TurnCompleted::traceId).collect(Collectors.toSet()));
        List<CritiqueDraft> drafts = new ArrayList<>(due.size());
        for (TurnCompleted turn : due) {
            RunVerifier run = settings.get(turn.runId());
            Long seed = seedOf.get(turn.traceId());
            if (run != null && seed != null) {
                window(run, seed, turn)
                        .ifPresent(window -> drafts.add(
                                new CritiqueDraft(ids.get(), turn.traceId(), turn.index(), window, run.criticModel())));
            }
        }
        return List.copyOf(drafts);
    }

    /** The seed decides only among turns that may be due by themselves, so the others are passed over without reading it. */
    private static boolean mayBeDue(@Nullable RunVerifier run, TurnCompleted turn) {
        return run != null
                && run.isOn()
                && (CritiqueSchedule.mayBeDueAfter(run.verifier(), turn.index()) || isGated(run, turn));
    }

    private static Optional<CritiqueSchedule.Window> window(RunVerifier run, long seed, TurnCompleted turn) {
        return isGated(run, turn)
                ? Optional.of(CritiqueSchedule.gateAfter(run.verifier(), turn.index()))
                : CritiqueSchedule.dueAfter(run.verifier(), seed, turn.index());
    }

    /**
     * Whether the turn gave an answer that has to pass a critic. Only the orchestrator knows for sure: a tag that a cut
     * reply left open is not seen from here, and its critique is then made when the orchestrator asks for it.
     */
    private static boolean isGated(RunVerifier run, TurnCompleted turn) {
        String reply = turn.reply();
        return reply != null
                && run.gatesAnswersOf(turn.kind())
                && ReplyTags.parse(reply, FinishReason.OTHER, UNTITLED)
                        .finalAnswer()
                        .isPresent();
    }
}
