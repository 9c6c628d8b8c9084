package org.openstrawberry.verifier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.limit.WaitingCap;
import org.openstrawberry.llm.retry.RepeatedCalls;
import org.openstrawberry.messaging.commit.Backoff;
import org.openstrawberry.messaging.commit.GroupCommitSettings;
import org.openstrawberry.messaging.commit.TransientFailures;
import org.openstrawberry.messaging.commit.TransientRetry;
import org.openstrawberry.messaging.loop.Backlog;
import org.openstrawberry.messaging.publish.EventPublisher;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.critique.CritiqueCompleter;
import org.openstrawberry.store.critique.CritiqueLeases;
import org.openstrawberry.store.critique.CritiqueQueue;
import org.openstrawberry.verifier.call.Critic;
import org.openstrawberry.verifier.call.CritiqueIntake;
import org.openstrawberry.verifier.call.CritiqueIntake.Lease;
import org.openstrawberry.verifier.call.CritiqueLauncher;
import org.openstrawberry.verifier.call.CritiqueMaterials;
import org.openstrawberry.verifier.call.CritiqueSlots;
import org.openstrawberry.verifier.call.CritiqueStorage;
import org.openstrawberry.verifier.call.InFlightCritiques;
import org.openstrawberry.verifier.call.LapsedLeases;
import org.openstrawberry.verifier.call.WaitingCritiqueClaimer;
import org.openstrawberry.verifier.prompt.CriticPrompt;
import org.openstrawberry.verifier.schedule.DueCritiques;
import org.openstrawberry.verifier.schedule.RunFacts;
import org.openstrawberry.verifier.schedule.RunVerifiers;

/** Puts the plain parts of the verifier together. */
@Singleton
public class VerifierBeans {
    private static final int COMMIT_BATCH = 100;
    private static final Duration SUBMIT_TIMEOUT = Duration.ofSeconds(30);

    @Produces
    @Singleton
    RunVerifiers runs(VerifierConfig config, RunFacts facts) {
        return new RunVerifiers(config.runCache(), facts::verifiers);
    }

    @Produces
    @Singleton
    DueCritiques due(RunVerifiers runs, RunFacts facts, Ids ids) {
        return new DueCritiques(runs, facts::seeds, ids::next);
    }

    @Produces
    @Singleton
    Lease lease(VerifierConfig config) {
        return new Lease(config.owner().orElseGet(VerifierBeans::defaultOwner), config.lease(), config.attemptCap());
    }

    @Produces
    @Singleton
    Backlog backlog() {
        return new Backlog();
    }

    @Produces
    @Singleton
    InFlightCritiques inFlight() {
        return new InFlightCritiques();
    }

    @Produces
    @Singleton
    CritiqueSlots slots(VerifierConfig config, Backlog backlog, MeterRegistry metrics) {
        CritiqueSlots slots = new CritiqueSlots(config.slots(), backlog::slotsGiven);
        Gauge.builder("strawberry.verifier.slots.taken", slots, CritiqueSlots::taken)
                .strongReference(true)
                .register(metrics);
        return slots;
    }

    @Produces
    @Singleton
    WaitingCap waitingCap(VerifierConfig config) {
        return WaitingCap.halfOf(config.slots());
    }

    @Produces
    @Singleton
    Critic critic(VerifierConfig config, ModelRegistry models) {
        return new Critic(
                CriticPrompt.load(CriticPrompt.CURRENT),
                models::resolve,
                new RepeatedCalls(config.callFailures(), config.failureDelay()),
                Math.toIntExact(config.maximumReply().asLongValue()),
                System::nanoTime);
    }

    /** A critique in the making stores one end, so there is room for each. */
    @Produces
    @Singleton
    CritiqueStorage storage(
            VerifierConfig config, CritiqueCompleter completer, EventPublisher publisher, MeterRegistry metrics) {
        GroupCommitSettings settings =
                new GroupCommitSettings("critique-ends", config.slots(), COMMIT_BATCH, SUBMIT_TIMEOUT, Backoff.DEFAULT);
        return new CritiqueStorage(settings, completer::complete, publisher::announce, metrics);
    }

    @Produces
    @Singleton
    CritiqueLauncher launcher(
            InFlightCritiques inFlight,
            CritiqueSlots slots,
            RunVerifiers runs,
            CritiqueMaterials materials,
            Critic critic,
            CritiqueStorage storage,
            CritiqueLeases leases) {
        TransientRetry reading = new TransientRetry(Backoff.DEFAULT, TransientFailures::isTransient);
        return new CritiqueLauncher(
                inFlight,
                slots,
                runs,
                materials::load,
                reading,
                critic,
                storage,
                release -> leases.release(List.of(release)));
    }

    @Produces
    @Singleton
    CritiqueIntake intake(
            CritiqueQueue queue, Lease lease, CritiqueSlots slots, Backlog backlog, CritiqueLauncher launcher) {
        return new CritiqueIntake(queue, lease, slots, backlog, launcher);
    }

    @Produces
    @Singleton
    WaitingCritiqueClaimer claimer(
            CritiqueQueue queue,
            Lease lease,
            CritiqueSlots slots,
            Backlog backlog,
            CritiqueLauncher launcher,
            LapsedLeases lapsed,
            EventPublisher publisher) {
        return new WaitingCritiqueClaimer(queue, lease, slots, backlog, launcher, lapsed, publisher::announce);
    }

    @Produces
    @Singleton
    LapsedLeases lapsedLeases(Lease lease) {
        return new LapsedLeases(lease.duration(), System::nanoTime);
    }

    private static String defaultOwner() {
        return "verifier-%s-%d-%06x"
                .formatted(
                        Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost"),
                        ProcessHandle.current().pid(),
                        ThreadLocalRandom.current().nextInt(1 << 24));
    }
}
