package org.openstrawberry.store.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a list of rows into one SQL array per column, so that one statement carries a whole batch. */
public final class Arrays {
    private Arrays() {}

    /**
     * The column of all rows as a PostgreSQL array.
     *
     * @param elementType PostgreSQL's name of the element type, such as {@code uuid}
     * @throws SQLException when the connection cannot make the array
     */
    public static <T> Array column(
            Connection connection,
            String elementType,
            List<T> rows,
            Function<? super T, ? extends @Nullable Object> field)
            throws SQLException {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = field.apply(rows.get(row));
        }
        return connection.createArrayOf(elementType, values);
    }
}
