package org.openstrawberry.store.turn;

import static org.openstrawberry.store.jdbc.Arrays.column;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.openstrawberry.store.StoreException;

/** Reads the answered turns of many traces with one statement. */
@ApplicationScoped
public class TurnHistory {
    private static final String LOAD_SQL = """
            SELECT t.trace_id, t.index, t.prompt, t.reply
            FROM unnest(?, ?, ?) AS wanted (trace_id, from_index, before_index)
            JOIN turn t ON t.trace_id = wanted.trace_id
                       AND t.index >= wanted.from_index AND t.index < wanted.before_index
            WHERE t.status = 'COMPLETED'
            ORDER BY t.trace_id, t.index
            """;

    /**
     * A piece of a trace.
     *
     * @param from index of its first turn
     * @param before index of the first turn after it
     */
    public record Piece(UUID traceId, int from, int before) {}

    private final DataSource dataSource;

    TurnHistory(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The answered turns of the pieces, in order, by trace; a trace without any is not in the map.
     *
     * @param pieces of different traces
     */
    @Transactional
    public Map<UUID, List<Exchange>> load(List<Piece> pieces) {
        if (pieces.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(LOAD_SQL)) {
            statement.setArray(1, column(connection, "uuid", pieces, Piece::traceId));
            statement.setArray(2, column(connection, "integer", pieces, Piece::from));
            statement.setArray(3, column(connection, "integer", pieces, Piece::before));
            Map<UUID, List<Exchange>> exchanges = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    exchanges
                            .computeIfAbsent(row.getObject(1, UUID.class), _ -> new ArrayList<>())
                            .add(new Exchange(row.getInt(2), row.getString(3), row.getString(4)));
                }
            }
            return exchanges;
        } catch (SQLException e) {
            throw new StoreException("cannot read the history of traces", e);
        }
    }
}
