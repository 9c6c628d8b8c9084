package org.openstrawberry.orchestrator.problemset;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.openstrawberry.store.StoreException;

/**
 * Removes what imports that failed, or died with their process, have stored of a set that nobody ever saw. In short
 * transactions, like the imports themselves. An import of another process that is taken for dead finds at its end that
 * its set was given up, and begins anew.
 */
@ApplicationScoped
public class AbandonedImports {
    private static final Logger LOG = Logger.getLogger(AbandonedImports.class);
    private static final int PROBLEMS_AT_ONCE = 200;
    private static final int RECORDINGS_AT_ONCE = 5_000;
    private static final int STATEMENT_SECONDS = 40;

    private static final String ABANDON_ALL_SQL =
            "UPDATE problem_set SET state = 'ABANDONED' WHERE state = 'IMPORTING'";
    private static final String ABANDON_SQL =
            "UPDATE problem_set SET state = 'ABANDONED' WHERE state = 'IMPORTING' AND id = ?";
    private static final String ABANDONED_SQL = "SELECT id FROM problem_set WHERE state = 'ABANDONED' ORDER BY id";
    private static final String LAST_POSITION_SQL =
            "SELECT coalesce(max(position), -1) FROM problem WHERE problem_set_id = ?";
    private static final String DELETE_RECORDINGS_SQL = """
            DELETE FROM recording
            WHERE (problem_id, name, sample) IN
                  (SELECT r.problem_id, r.name, r.sample
                   FROM problem p JOIN recording r ON r.problem_id = p.id
                   WHERE p.problem_set_id = ? AND p.position >= ? AND p.position < ?
                   LIMIT ?)
            """;
    private static final String DELETE_PROBLEMS_SQL =
            "DELETE FROM problem WHERE problem_set_id = ? AND position >= ? AND position < ?";
    private static final String DELETE_SET_SQL = "DELETE FROM problem_set WHERE id = ? AND state = 'ABANDONED'";

    private final DataSource dataSource;

    AbandonedImports(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What an earlier process left unfinished stays so. It is removed beside the start, which need not wait for it. */
    void start(@Observes StartupEvent startup) {
        int left = update(ABANDON_ALL_SQL);
        if (left > 0) {
            LOG.infof("%d imports were cut off when the service stopped; what they stored is removed", left);
        }
        Thread.ofVirtual().name("abandoned-imports").start(this::removeAll);
    }

    /** Removes the unfinished set, and any that is left from before. What cannot be removed now is at the next start. */
    void remove(UUID setId) {
        try {
            update(ABANDON_SQL, setId);
        } catch (RuntimeException e) {
            LOG.warnf(e, "problem set %s was not imported; what is stored of it is removed at the next start", setId);
            return;
        }
        removeAll();
    }

    private void removeAll() {
        try {
            for (UUID setId : abandoned()) {
                removeAbandoned(setId);
                LOG.infof("removed what was stored of the unfinished import %s", setId);
            }
        } catch (RuntimeException e) {
            LOG.warn("unfinished imports cannot be removed now; the next start tries again", e);
        }
    }

    private void removeAbandoned(UUID setId) {
        int last = lastPosition(setId);
        for (int from = 0; from <= last; from += PROBLEMS_AT_ONCE) {
            int to = from + PROBLEMS_AT_ONCE;
            int removed = RECORDINGS_AT_ONCE;
            while (removed == RECORDINGS_AT_ONCE) {
                removed = update(DELETE_RECORDINGS_SQL, setId, from, to, RECORDINGS_AT_ONCE);
            }
            update(DELETE_PROBLEMS_SQL, setId, from, to);
        }
        update(DELETE_SET_SQL, setId);
    }

    private List<UUID> abandoned() {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement = connection.prepareStatement(ABANDONED_SQL);
                    ResultSet row = statement.executeQuery()) {
                List<UUID> found = new ArrayList<>();
                while (row.next()) {
                    found.add(row.getObject(1, UUID.class));
                }
                return found;
            } catch (SQLException e) {
                throw new StoreException("cannot look for unfinished imports", e);
            }
        });
    }

    private int lastPosition(UUID setId) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement = connection.prepareStatement(LAST_POSITION_SQL)) {
                statement.setObject(1, setId);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            } catch (SQLException e) {
                throw new StoreException("cannot read the unfinished import", e);
            }
        });
    }

    private int update(String sql, Object... parameters) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setQueryTimeout(STATEMENT_SECONDS);
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                return statement.executeUpdate();
            } catch (SQLException e) {
                throw new StoreException("cannot remove an unfinished import", e);
            }
        });
    }
}
