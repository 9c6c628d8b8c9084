package org.openstrawberry.generator;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.openstrawberry.generator.call.ModelCaller;
import org.openstrawberry.generator.call.TurnLauncher;
import org.openstrawberry.generator.call.TurnRunner;
import org.openstrawberry.generator.claim.AnnouncedTurns;
import org.openstrawberry.generator.claim.LeaseKeeper;
import org.openstrawberry.generator.claim.TableClaimer;
import org.openstrawberry.generator.complete.CompletionBatches;
import org.openstrawberry.generator.complete.Completions;
import org.openstrawberry.generator.complete.TurnStorage;
import org.openstrawberry.generator.conversation.HistoryCache;
import org.openstrawberry.generator.conversation.IngredientsReader;
import org.openstrawberry.generator.conversation.StoredConversations;
import org.openstrawberry.generator.slot.InFlightTurns;
import org.openstrawberry.generator.slot.SlotPool;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.limit.WaitingCap;
import org.openstrawberry.llm.retry.RepeatedCalls;
import org.openstrawberry.messaging.commit.Backoff;
import org.openstrawberry.messaging.commit.GroupCommit;
import org.openstrawberry.messaging.commit.GroupCommitSettings;
import org.openstrawberry.messaging.commit.TransientFailures;
import org.openstrawberry.messaging.commit.TransientRetry;
import org.openstrawberry.messaging.loop.Backlog;
import org.openstrawberry.messaging.outbox.OutboxPublisher;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.turn.TurnCompleter;
import org.openstrawberry.store.turn.TurnCompletion;
import org.openstrawberry.store.turn.TurnQueue;
import org.openstrawberry.store.turn.TurnRelease;
import org.openstrawberry.store.turn.TurnReleaser;

/** Puts the plain parts of the generator together. */
@Singleton
public class GeneratorBeans {
    private static final Duration SUBMIT_TIMEOUT = Duration.ofSeconds(30);
    private static final String OWNER = defaultOwner();

    private static String defaultOwner() {
        String host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
        return "%s-%d-%06x"
                .formatted(
                        host,
                        ProcessHandle.current().pid(),
                        ThreadLocalRandom.current().nextInt(1 << 24));
    }

    static String owner(GeneratorConfig config) {
        return config.owner().orElse(OWNER);
    }

    @Produces
    @Singleton
    Backlog backlog() {
        return new Backlog();
    }

    @Produces
    @Singleton
    SlotPool slots(GeneratorConfig config, Backlog backlog) {
        return new SlotPool(config.slots(), backlog::slotsGiven);
    }

    @Produces
    @Singleton
    WaitingCap waitingCap(GeneratorConfig config) {
        return WaitingCap.halfOf(config.slots());
    }

    @Produces
    @Singleton
    InFlightTurns inFlight() {
        return new InFlightTurns();
    }

    @Produces
    @Singleton
    HistoryCache histories(GeneratorConfig config) {
        return new HistoryCache(config.historyCache().asLongValue());
    }

    @Produces
    @Singleton
    GeneratorMetrics metrics(MeterRegistry registry, SlotPool slots, InFlightTurns inFlight) {
        return new GeneratorMetrics(registry, slots, inFlight);
    }

    @Produces
    @Singleton
    TransientRetry readingRetry() {
        return new TransientRetry(Backoff.DEFAULT, TransientFailures::isTransient);
    }

    @Produces
    @Singleton
    TurnStorage storage(
            GeneratorConfig config,
            InFlightTurns inFlight,
            SlotPool slots,
            HistoryCache histories,
            GeneratorMetrics metrics,
            Ids ids,
            TurnCompleter completer,
            TurnReleaser releaser,
            OutboxPublisher publisher) {
        Completions completions = new Completions(
                Clock.systemUTC(), ids::next, config.maximumReply().asLongValue());
        GroupCommit<TurnCompletion, Boolean> storing = new GroupCommit<>(
                groupCommit("turn-completions", config),
                new CompletionBatches(completer::complete, publisher::publish),
                TransientFailures::isTransient);
        GroupCommit<TurnRelease, Boolean> releasing = new GroupCommit<>(
                groupCommit("turn-releases", config),
                releases -> release(releaser, releases),
                TransientFailures::isTransient);
        return new TurnStorage(inFlight, slots, histories, metrics, completions, storing, releasing);
    }

    /** A turn in flight submits once, so there is room for each. */
    private static GroupCommitSettings groupCommit(String name, GeneratorConfig config) {
        return new GroupCommitSettings(name, config.slots(), config.commitBatch(), SUBMIT_TIMEOUT, Backoff.DEFAULT);
    }

    private static List<Boolean> release(TurnReleaser releaser, List<TurnRelease> releases) {
        Set<UUID> released = releaser.release(releases);
        return releases.stream()
                .map(release -> released.contains(release.claim().turnId()))
                .toList();
    }

    @Produces
    @Singleton
    TurnLauncher launcher(
            GeneratorConfig config,
            InFlightTurns inFlight,
            StoredConversations conversations,
            HistoryCache histories,
            TransientRetry readingRetry,
            ModelRegistry models,
            TurnStorage storage) {
        IngredientsReader reader = new IngredientsReader(conversations, histories);
        TurnRunner runner = new TurnRunner(
                new ModelCaller(models::resolve, System::nanoTime),
                storage,
                new RepeatedCalls(config.callFailures(), config.failureDelay()));
        return new TurnLauncher(inFlight, reader::read, readingRetry, runner, storage);
    }

    @Produces
    @Singleton
    AnnouncedTurns announced(
            GeneratorConfig config,
            SlotPool slots,
            Backlog backlog,
            TurnQueue queue,
            GeneratorMetrics metrics,
            TurnLauncher launcher) {
        String owner = owner(config);
        return new AnnouncedTurns(slots, backlog, ids -> queue.claim(ids, owner, config.lease()), claimed -> {
            metrics.claimed(claimed);
            launcher.launch(claimed);
        });
    }

    @Produces
    @Singleton
    TableClaimer tableClaimer(
            GeneratorConfig config,
            SlotPool slots,
            Backlog backlog,
            TurnQueue queue,
            GeneratorMetrics metrics,
            TurnLauncher launcher) {
        String owner = owner(config);
        return new TableClaimer(
                slots,
                backlog,
                (limit, minimumWait) -> queue.claimWaiting(limit, minimumWait, owner, config.lease()),
                claimed -> {
                    metrics.claimed(claimed);
                    launcher.launch(claimed);
                },
                config);
    }

    @Produces
    @Singleton
    LeaseKeeper leaseKeeper(GeneratorConfig config, InFlightTurns inFlight, TurnQueue queue) {
        return new LeaseKeeper(inFlight, claims -> queue.renew(claims, config.lease()), config.lease());
    }
}
