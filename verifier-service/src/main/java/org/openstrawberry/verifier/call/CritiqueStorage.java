package org.openstrawberry.verifier.call;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.openstrawberry.contracts.event.TurnCritiqued;
import org.openstrawberry.messaging.commit.GroupCommit;
import org.openstrawberry.messaging.commit.GroupCommitException;
import org.openstrawberry.messaging.commit.GroupCommitSettings;
import org.openstrawberry.messaging.commit.TransientFailures;
import org.openstrawberry.store.critique.CritiqueCompletion;
import org.openstrawberry.store.critique.EndedCritique;

/**
 * Stores the ends of critiques, many in one transaction, and announces them once they are stored. While the database is
 * away an end waits in memory: its call is paid for.
 */
public final class CritiqueStorage {
    private static final Logger LOG = Logger.getLogger(CritiqueStorage.class);

    private final MeterRegistry metrics;
    private final GroupCommit<CritiqueCompletion, Optional<EndedCritique>> commits;

    /**
     * Starts to work.
     *
     * @param complete stores a batch and returns what was stored
     * @param announce publishes; must not throw
     */
    public CritiqueStorage(
            GroupCommitSettings settings,
            Function<List<CritiqueCompletion>, List<EndedCritique>> complete,
            Consumer<List<TurnCritiqued>> announce,
            MeterRegistry metrics) {
        this.metrics = metrics;
        this.commits = new GroupCommit<>(
                settings, batch -> completeAll(batch, complete, announce), TransientFailures::isTransient);
    }

    /** Stores an end and waits until it is stored, refused because another holds the critique, or given up. */
    public void store(CritiqueCompletion completion) {
        try {
            Optional<EndedCritique> ended = commits.submit(completion).join();
            if (ended.isPresent()) {
                metrics.counter(
                                "strawberry.verifier.critiques",
                                "outcome",
                                completion.outcome().name(),
                                "error",
                                Optional.ofNullable(completion.errorCode()).orElse("none"))
                        .increment();
            } else {
                LOG.infof("%s is in other hands or at its end; a late result is dropped", completion.claim());
            }
        } catch (CompletionException | GroupCommitException e) {
            LOG.errorf(e, "%s could not be stored; it is made again when its lease lapses", completion.claim());
        }
    }

    /**
     * Stores what waits and takes no more.
     *
     * @return whether everything was stored
     */
    public boolean close(Duration timeout) {
        return commits.close(timeout);
    }

    private static List<Optional<EndedCritique>> completeAll(
            List<CritiqueCompletion> batch,
            Function<List<CritiqueCompletion>, List<EndedCritique>> complete,
            Consumer<List<TurnCritiqued>> announce) {
        Map<UUID, EndedCritique> ended = complete.apply(batch).stream()
                .collect(Collectors.toMap(EndedCritique::critiqueId, critique -> critique));
        announce.accept(ended.values().stream().map(EndedCritique::toEvent).toList());
        return batch.stream()
                .map(completion ->
                        Optional.ofNullable(ended.get(completion.claim().critiqueId())))
                .toList();
    }
}
