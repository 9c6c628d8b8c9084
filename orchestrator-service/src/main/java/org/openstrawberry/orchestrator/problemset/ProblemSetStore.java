package org.openstrawberry.orchestrator.problemset;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.openstrawberry.contracts.ComparisonPolicy;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.StoreException;

/**
 * Stores a problem set: it is there as a whole or not at all. Its problems are written batch by batch, each in a short
 * transaction while nothing is read from the source, under a set that nobody sees; the last one makes it seen. A long
 * transaction would hold back every reader of the event log, and a connection.
 */
@ApplicationScoped
public class ProblemSetStore {
    private static final Logger LOG = Logger.getLogger(ProblemSetStore.class);
    private static final int TRANSACTION_SECONDS = 60;
    private static final int STATEMENT_SECONDS = 40;

    private static final String BEGIN_SQL = """
            INSERT INTO problem_set (id, name, version, content_hash, problems, interactive, percent_policy, unit_policy,
                                     element_order, tolerance, state)
            VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, 'IMPORTING')
            """;

    private static final String KEEP_SQL = "SELECT id FROM problem_set WHERE id = ? AND state = 'IMPORTING' FOR SHARE";

    /** One at a time for each name: two imports must not take the same version. Held until the end of the transaction. */
    private static final String LOCK_SQL = "SELECT pg_advisory_xact_lock(hashtext('problem_set'), hashtext(?))";

    private static final String FINISH_SQL = """
            UPDATE problem_set s
            SET state = 'READY',
                created_at = now(),
                version = (SELECT coalesce(max(o.version), 0) + 1 FROM problem_set o
                           WHERE o.name = s.name AND o.state = 'READY')
            WHERE s.id = ? AND s.state = 'IMPORTING'
              AND NOT EXISTS (SELECT FROM problem_set o
                              WHERE o.name = s.name AND o.content_hash = s.content_hash AND o.state = 'READY')
            """;

    private final DataSource dataSource;
    private final Ids ids;
    private final AbandonedImports abandoned;

    ProblemSetStore(DataSource dataSource, Ids ids, AbandonedImports abandoned) {
        this.dataSource = dataSource;
        this.ids = ids;
        this.abandoned = abandoned;
    }

    /**
     * A set to be stored.
     *
     * @param summary of an earlier reading of the source
     * @param identity hash of the content and the policy
     * @param policy how answers are compared
     * @param interactive made for one question asked by a person
     */
    public record NewSet(
            String name, ImportSummary summary, String identity, ComparisonPolicy policy, boolean interactive) {}

    /**
     * Stores the set as the next version of its name.
     *
     * @return its id; empty, and nothing stored, when another import stored the same content at the same time, or
     *     another process took this one for dead
     * @throws StoreException when it cannot be stored; nothing of it is seen then
     */
    public Optional<UUID> store(NewSet set, ProblemSource source) {
        UUID id = ids.next();
        Storing storing = new Storing(id, set);
        try {
            ImportSummary stored = source.read(storing.batch::add);
            if (!stored.contentHash().equals(set.summary().contentHash())) {
                throw new StoreException("the problems changed while they were being stored", new SQLException());
            }
            storing.finish();
            return Optional.of(id);
        } catch (NotFinishedException e) {
            LOG.debugf("problem set %s was stored by another import, or given up by another process", id);
            storing.abandon();
            return Optional.empty();
        } catch (RuntimeException e) {
            storing.abandon();
            throw e;
        }
    }

    /** One set on its way into the database. */
    private final class Storing {
        private final UUID id;
        private final NewSet set;
        private final ProblemBatch batch;
        private boolean begun;

        Storing(UUID id, NewSet set) {
            this.id = id;
            this.set = set;
            this.batch = new ProblemBatch(id, ids, this::write);
        }

        private void write(ProblemBatch full) {
            inTransaction(connection -> {
                begin(connection);
                full.insert(connection);
            });
            begun = true;
        }

        void finish() {
            inTransaction(connection -> {
                begin(connection);
                batch.insert(connection);
                makeSeen(connection);
            });
        }

        void abandon() {
            if (begun) {
                abandoned.remove(id);
            }
        }

        /** Makes the set or, later, keeps it from being given up until the end of the transaction. */
        private void begin(Connection connection) throws SQLException {
            if (begun) {
                keep(connection);
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement(BEGIN_SQL)) {
                statement.setObject(1, id);
                statement.setString(2, set.name());
                statement.setString(3, set.identity());
                statement.setInt(4, set.summary().problems());
                statement.setBoolean(5, set.interactive());
                statement.setString(6, set.policy().percent().name());
                statement.setString(7, set.policy().units().name());
                statement.setString(8, set.policy().order().name());
                statement.setString(9, set.policy().tolerance());
                statement.executeUpdate();
            }
        }

        private void keep(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(KEEP_SQL)) {
                statement.setObject(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        throw new NotFinishedException();
                    }
                }
            }
        }

        private void makeSeen(Connection connection) throws SQLException {
            try (PreparedStatement lock = connection.prepareStatement(LOCK_SQL);
                    PreparedStatement finish = connection.prepareStatement(FINISH_SQL)) {
                lock.setQueryTimeout(STATEMENT_SECONDS);
                lock.setString(1, set.name());
                lock.execute();
                finish.setObject(1, id);
                if (finish.executeUpdate() == 0) {
                    throw new NotFinishedException();
                }
            }
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void inTransaction(Work work) {
        QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).run(() -> {
            try (Connection connection = dataSource.getConnection()) {
                work.on(connection);
            } catch (SQLException e) {
                throw new StoreException("cannot store the problem set", e);
            }
        });
    }

    /** The content is there already, or another process gave up this import. Rolls back. */
    private static final class NotFinishedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
