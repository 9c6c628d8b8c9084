package org.openstrawberry.benchmarks;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.PostgresSettings;

/** A durable database server with the whole schema, which counts the time of its statements. */
final class BenchmarkDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;

    private BenchmarkDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /** A new one, gone with this JVM. */
    static BenchmarkDatabase start() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("open-strawberry-benchmark");
        EmbeddedPostgres server = EmbeddedPostgres.start(PostgresSettings.in(folder.resolve("postgres"))
                .withParameter("shared_preload_libraries", "pg_stat_statements"));
        Flyway.configure()
                .dataSource(server.jdbcUrl(), server.user(), server.password())
                .load()
                .migrate();
        BenchmarkDatabase database = new BenchmarkDatabase(server);
        database.execute("CREATE EXTENSION pg_stat_statements");
        return database;
    }

    /** Connections as one process has them. */
    AgroalDataSource pool(int connections) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(connections)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(server.jdbcUrl())
                                .principal(new NamePrincipal(server.user()))
                                .credential(new SimplePassword(server.password())))));
    }

    /** Forgets what was counted. */
    void resetStatistics() throws SQLException {
        execute("SELECT pg_stat_statements_reset()");
    }

    /** Runs a statement of its own. */
    void execute(String sql) throws SQLException {
        try (AgroalDataSource pool = pool(1);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Prints the statements on a table.
     *
     * @return their time in the database, in milliseconds, transactions included
     */
    double printStatistics(String table) throws SQLException {
        String sql = """
                SELECT calls, total_exec_time, left(regexp_replace(query, '\\s+', ' ', 'g'), 60)
                FROM pg_stat_statements
                WHERE query LIKE '%%%s%%' OR query IN ('BEGIN', 'COMMIT')
                ORDER BY total_exec_time DESC
                """.formatted(table);
        double total = 0;
        System.out.printf("%10s %12s %10s  %s%n", "calls", "total ms", "mean ms", "statement");
        try (AgroalDataSource pool = pool(1);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                long calls = row.getLong(1);
                double millis = row.getDouble(2);
                total += millis;
                System.out.printf(
                        Locale.ROOT, "%10d %12.1f %10.3f  %s%n", calls, millis, millis / calls, row.getString(3));
            }
        }
        return total;
    }

    @Override
    public void close() {
        server.close();
    }
}
