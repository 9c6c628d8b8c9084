package org.openstrawberry.verifier.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.PauseListener;
import org.openstrawberry.llm.retry.HeldBack;
import org.openstrawberry.messaging.commit.RetryStoppedException;
import org.openstrawberry.messaging.commit.TransientRetry;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.critique.CritiqueCompletion;
import org.openstrawberry.store.critique.CritiqueRelease;
import org.openstrawberry.verifier.call.CriticAnswer.Again;
import org.openstrawberry.verifier.call.CriticAnswer.BrokenOff;
import org.openstrawberry.verifier.call.CriticAnswer.End;
import org.openstrawberry.verifier.schedule.RunVerifier;
import org.openstrawberry.verifier.schedule.RunVerifiers;

/**
 * Makes claimed critiques, each on a virtual thread: reads the material, asks the critic without holding a database
 * connection, stores the end, gives the slot back.
 */
public final class CritiqueLauncher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CritiqueLauncher.class);

    private final InFlightCritiques inFlight;
    private final CritiqueSlots slots;
    private final RunVerifiers runs;
    private final Function<ClaimedCritique, CritiqueMaterial> materials;
    private final TransientRetry reading;
    private final Critic critic;
    private final CritiqueStorage storage;
    private final Consumer<CritiqueRelease> release;
    private final ScheduledThreadPoolExecutor deadlines;

    /**
     * Ready to launch.
     *
     * @param reading repeats what reads from the database while that is away
     * @param release gives a critique back; may block and throw
     */
    public CritiqueLauncher(
            InFlightCritiques inFlight,
            CritiqueSlots slots,
            RunVerifiers runs,
            Function<ClaimedCritique, CritiqueMaterial> materials,
            TransientRetry reading,
            Critic critic,
            CritiqueStorage storage,
            Consumer<CritiqueRelease> release) {
        this.inFlight = inFlight;
        this.slots = slots;
        this.runs = runs;
        this.materials = materials;
        this.reading = reading;
        this.critic = critic;
        this.storage = storage;
        this.release = release;
        this.deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("critique-deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Starts to make them. Each brings the slot that was taken for it, which is given back at its end. */
    public void launch(List<ClaimedCritique> critiques) {
        for (ClaimedCritique critique : critiques) {
            InFlightCritique launched = new InFlightCritique(critique);
            inFlight.add(launched);
            Thread.ofVirtual().name("critique-" + critique.claim().critiqueId()).start(() -> make(launched));
        }
    }

    /** No call is ended for taking too long any more, and nothing is read again that fails. */
    @Override
    public void close() {
        reading.stop();
        deadlines.shutdownNow();
    }

    private void make(InFlightCritique launched) {
        try {
            CriticAnswer answer = launched.begin() ? answer(launched) : new BrokenOff(false);
            boolean wanted = launched.beginStoring();
            keep(launched, wanted ? answer : unwanted(answer));
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s failed; it is made again when its lease lapses", launched.claim());
        } finally {
            inFlight.remove(launched);
            slots.give(1);
        }
    }

    /** Whoever stops a critique hands it on. What a provider reported all the same is paid for, and stored. */
    private static CriticAnswer unwanted(CriticAnswer answer) {
        return switch (answer) {
            case End(CritiqueCompletion end) when !end.isPaidFor() -> new BrokenOff(end.charged());
            case End end -> end;
            case Again(Duration _, Usage usage, BigDecimal _) when !usage.equals(Usage.UNKNOWN) -> answer;
            case Again _ -> new BrokenOff(true);
            case BrokenOff brokenOff -> brokenOff;
        };
    }

    private CriticAnswer answer(InFlightCritique launched) {
        ClaimedCritique critique = launched.critique();
        RunVerifier run;
        CritiqueMaterial material;
        try {
            run = reading.call("run of a critique", () -> runOf(critique.runId()));
            material = reading.call("material of a critique", () -> materials.apply(critique));
        } catch (RetryStoppedException e) {
            LOG.debugf("%s is left to others: %s", critique.claim(), e.getMessage());
            return new BrokenOff(false);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s cannot be prepared", critique.claim());
            return new End(critic.unprepared(critique, e));
        }
        return call(launched, run, material);
    }

    private void release(CritiqueRelease back) {
        try {
            reading.call("giving a critique back", () -> {
                release.accept(back);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warnf("%s cannot be given back, its lease will lapse: %s", back.claim(), e);
        }
    }

    /** A call that never began gives its whole reservation back; one that may have been charged for keeps it. */
    private void keep(InFlightCritique launched, CriticAnswer answer) {
        switch (answer) {
            case End end -> storage.store(end.completion());
            case Again again -> {
                LOG.infof("the call of %s failed and is made again in %s", launched.claim(), again.delay());
                release(CritiqueRelease.failed(launched.claim(), again.delay(), again.usage(), again.cost()));
            }
            case BrokenOff brokenOff -> {
                LOG.debugf("%s is given back for %s", launched.claim(), brokenOff.delay());
                release(
                        brokenOff.charged()
                                ? CritiqueRelease.brokenOff(launched.claim())
                                : CritiqueRelease.uncalled(launched.claim(), brokenOff.delay()));
            }
        }
    }

    private CriticAnswer call(InFlightCritique launched, RunVerifier run, CritiqueMaterial material) {
        ClaimedCritique critique = launched.critique();
        Duration limit = run.callTimeout().multipliedBy(run.verifier().voters());
        try (PausableDeadline deadline = new PausableDeadline(deadlines, limit, launched::timeOut)) {
            CriticAnswer answer = ScopedValue.where(PauseListener.CURRENT, deadline)
                    .call(() -> critic.criticise(critique, run, material));
            return answer instanceof BrokenOff(boolean charged, Duration _) && launched.isOverdue()
                    ? new End(critic.overdue(critique, limit, charged))
                    : answer;
        } catch (ModelCallException e) {
            // The call is held back: the critique is as unmade as before.
            return new BrokenOff(false, HeldBack.delay(e));
        }
    }

    private RunVerifier runOf(UUID runId) {
        RunVerifier run = runs.of(Set.of(runId)).get(runId);
        if (run == null) {
            throw new IllegalStateException("there is no run " + runId);
        }
        return run;
    }
}
