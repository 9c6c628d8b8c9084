package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Counts what is in the database. */
@ApplicationScoped
class Rows {
    private final DataSource dataSource;

    Rows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Problems of all versions of the set. */
    long problemsIn(String setName) {
        return count(
                "SELECT count(*) FROM problem JOIN problem_set s ON s.id = problem_set_id WHERE s.name = ?", setName);
    }

    /** Recorded outputs of the set. */
    long recordingsIn(UUID setId) {
        return count(
                "SELECT count(*) FROM recording JOIN problem p ON p.id = problem_id WHERE p.problem_set_id = ?", setId);
    }

    long count(String sql, Object parameter) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
