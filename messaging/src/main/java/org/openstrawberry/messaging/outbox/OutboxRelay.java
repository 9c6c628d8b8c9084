package org.openstrawberry.messaging.outbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.outbox.Outbox;
import org.openstrawberry.store.outbox.StoredEvent;

/**
 * Publishes the events that the fast path has left, oldest first, one process at a time over the whole cluster. An
 * event is sent when its predecessor in the trace is acknowledged; when one fails, the later ones of its trace wait.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** "outbox" in ASCII: the key of the advisory lock that only one relay holds. */
    private static final long LOCK = 0x6f7574626f78L;

    /** Longer than the publisher waits for the acknowledgements of a whole round. */
    private static final int TRANSACTION_SECONDS = 120;

    private final Outbox outbox;
    private final DataSource dataSource;
    private final RelayedEvents relayed;
    private final OutboxConfig config;

    /** For the container. */
    @Inject
    public OutboxRelay(Outbox outbox, DataSource dataSource, RelayedEvents relayed, OutboxConfig config) {
        this.outbox = outbox;
        this.dataSource = dataSource;
        this.relayed = relayed;
        this.config = config;
    }

    /**
     * One round: publishes what is overdue, and marks it in the transaction that holds the lock.
     *
     * @return how many events were found; 0 when another process is at it
     */
    public int relay() {
        return QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> {
            if (!lock()) {
                return 0;
            }
            List<StoredEvent> overdue =
                    outbox.findOverdue(config.relay().age(), config.relay().batch());
            outbox.markPublished(publishInOrder(overdue));
            return overdue.size();
        });
    }

    /**
     * Deletes one batch of events that were published longer ago than they are kept.
     *
     * @return how many
     */
    public int purge() {
        return outbox.purge(config.retention(), config.relay().purgeBatch());
    }

    private List<Long> publishInOrder(List<StoredEvent> overdue) {
        List<Long> published = new ArrayList<>();
        Set<UUID> failedTraces = new HashSet<>();
        Queue<StoredEvent> rest = new ArrayDeque<>(overdue);
        while (!rest.isEmpty()) {
            List<StoredEvent> wave = takeFirstOfEachTrace(rest, failedTraces);
            Set<Long> done = relayed.publish(wave);
            for (StoredEvent event : wave) {
                if (done.contains(event.id())) {
                    published.add(event.id());
                } else {
                    failedTraces.add(event.traceId());
                }
            }
        }
        if (!failedTraces.isEmpty()) {
            LOG.warnf("the events of %d traces could not be relayed and will be tried again", failedTraces.size());
        }
        return published;
    }

    private static List<StoredEvent> takeFirstOfEachTrace(Queue<StoredEvent> rest, Set<UUID> failedTraces) {
        List<StoredEvent> first = new ArrayList<>();
        List<StoredEvent> later = new ArrayList<>();
        Set<UUID> traces = new HashSet<>();
        for (StoredEvent event : rest) {
            if (failedTraces.contains(event.traceId())) {
                continue;
            }
            if (traces.add(event.traceId())) {
                first.add(event);
            } else {
                later.add(event);
            }
        }
        rest.clear();
        rest.addAll(later);
        return first;
    }

    private boolean lock() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_xact_lock(" + LOCK + ")")) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new StoreException("cannot take the relay's lock", e);
        }
    }
}
