package org.openstrawberry.orchestrator.problemset;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.store.Ids;
import org.openstrawberry.store.StoreException;

/** Stores a problem set with all its problems in one transaction: it is there as a whole or not at all. */
@ApplicationScoped
public class ProblemSetStore {
    private static final int TRANSACTION_SECONDS = 600;

    private static final String SET_SQL = """
            INSERT INTO problem_set (id, name, version, content_hash, problems, interactive)
            SELECT ?, ?, coalesce(max(version), 0) + 1, ?, ?, ? FROM problem_set WHERE name = ?
            RETURNING version
            """;

    private final DataSource dataSource;
    private final Ids ids;

    ProblemSetStore(DataSource dataSource, Ids ids) {
        this.dataSource = dataSource;
        this.ids = ids;
    }

    /**
     * A set to be stored.
     *
     * @param summary of an earlier reading of the source
     * @param interactive made for one question asked by a person
     */
    public record NewSet(String name, ImportSummary summary, boolean interactive) {}

    /**
     * Stores the set as the next version of its name.
     *
     * @return its id
     * @throws StoreException when it cannot be stored, with a unique violation as its cause when another import stored
     *     the same content or took the same version at the same moment
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    @TransactionConfiguration(timeout = TRANSACTION_SECONDS)
    public UUID store(NewSet set, ProblemSource source) {
        UUID id = ids.next();
        try (Connection connection = dataSource.getConnection()) {
            insertSet(connection, id, set);
            ProblemBatch batch = new ProblemBatch(connection, id, ids);
            ImportSummary stored = source.read(problem -> add(batch, problem));
            batch.flush();
            if (!stored.contentHash().equals(set.summary().contentHash())) {
                throw new StoreException("the problems changed while they were being stored", new SQLException());
            }
            return id;
        } catch (SQLException e) {
            throw new StoreException("cannot store the problem set", e);
        }
    }

    private static void insertSet(Connection connection, UUID id, NewSet set) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SET_SQL)) {
            statement.setObject(1, id);
            statement.setString(2, set.name());
            statement.setString(3, set.summary().contentHash());
            statement.setInt(4, set.summary().problems());
            statement.setBoolean(5, set.interactive());
            statement.setString(6, set.name());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
            }
        }
    }

    private static void add(ProblemBatch batch, ProblemDraft problem) {
        try {
            batch.add(problem);
        } catch (SQLException e) {
            throw new StoreException("cannot store the problems", e);
        }
    }
}
