package org.openstrawberry.llm.replay;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.openstrawberry.llm.ModelCallException;

/**
 * The recordings in the session store. Callers that come while a query runs are served together by the next one, so a
 * thousand of them need one connection and a few queries.
 */
@Singleton
public class StoredRecordings implements Recordings {

    private static final int MOST_AT_ONCE = 500;
    private static final int QUERY_TIMEOUT_SECONDS = 10;

    /** The lateral form keeps it one look-up in the primary key for each, whatever the table's statistics say. */
    private static final String FIND = """
            SELECT k.position, r.output
              FROM unnest(?, ?, ?) WITH ORDINALITY AS k (problem_id, name, sample, position)
              CROSS JOIN LATERAL (
                   SELECT output
                     FROM recording
                    WHERE problem_id = k.problem_id AND name = k.name AND sample = k.sample
                    LIMIT 1) r
            """;

    private record Lookup(UUID problemId, String name, int sample, CompletableFuture<Optional<String>> found) {}

    private final DataSource dataSource;
    private final ConcurrentLinkedQueue<Lookup> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock querying = new ReentrantLock();

    /** Reads from this database. */
    @Inject
    public StoredRecordings(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ModelCallException with {@code SERVER_ERROR}, which is worth another try, if the database cannot be read,
     *     and {@code INTERRUPTED} if the thread is interrupted
     */
    @Override
    public Optional<String> find(UUID problemId, String name, int sample) {
        Lookup lookup = new Lookup(problemId, name, sample, new CompletableFuture<>());
        waiting.add(lookup);
        while (!lookup.found().isDone()) {
            lock(lookup);
            try {
                if (!lookup.found().isDone()) {
                    serve(next());
                }
            } finally {
                querying.unlock();
            }
        }
        if (lookup.found().isCompletedExceptionally()) {
            throw (ModelCallException) lookup.found().exceptionNow();
        }
        return lookup.found().resultNow();
    }

    private void lock(Lookup lookup) {
        try {
            querying.lockInterruptibly();
        } catch (InterruptedException e) {
            waiting.remove(lookup);
            Thread.currentThread().interrupt();
            throw new ModelCallException(
                    ModelCallException.Code.INTERRUPTED, "Looking up a recorded output was cancelled.");
        }
    }

    private List<Lookup> next() {
        List<Lookup> batch = new ArrayList<>();
        while (batch.size() < MOST_AT_ONCE) {
            Lookup lookup = waiting.poll();
            if (lookup == null) {
                break;
            }
            batch.add(lookup);
        }
        return batch;
    }

    private void serve(List<Lookup> batch) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            set(find, 1, "uuid", batch.stream().map(Lookup::problemId).toArray());
            set(find, 2, "text", batch.stream().map(Lookup::name).toArray());
            set(find, 3, "integer", batch.stream().map(Lookup::sample).toArray());
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    batch.get(rows.getInt(1) - 1).found().complete(Optional.of(rows.getString(2)));
                }
            }
            batch.forEach(lookup -> lookup.found().complete(Optional.empty()));
        } catch (SQLException e) {
            fail(batch, "SQL state " + e.getSQLState());
        } catch (RuntimeException e) {
            // As from a pool that is being closed. Nobody may be left waiting.
            fail(batch, e.getClass().getSimpleName());
        }
    }

    private static void fail(List<Lookup> batch, String reason) {
        batch.forEach(lookup -> lookup.found()
                .completeExceptionally(new ModelCallException(
                        ModelCallException.Code.SERVER_ERROR,
                        "The recorded outputs cannot be read (" + reason + ").")));
    }

    private static void set(PreparedStatement statement, int index, String type, Object[] values) throws SQLException {
        Array array = statement.getConnection().createArrayOf(type, values);
        statement.setArray(index, array);
    }
}
