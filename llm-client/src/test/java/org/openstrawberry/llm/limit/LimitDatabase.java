package org.openstrawberry.llm.limit;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.openstrawberry.embedded.EmbeddedPostgres;
import org.openstrawberry.embedded.testing.SharedServers;

/** A real database of its own with the whole schema, and pools as separate processes have them. */
public final class LimitDatabase {

    private static final int CONNECTIONS = 3;

    private final String url;

    private LimitDatabase(String url) {
        this.url = url;
    }

    /** A new one. */
    public static LimitDatabase create() throws SQLException {
        String name = "limits_" + UUID.randomUUID().toString().replace("-", "");
        String server = SharedServers.jdbcUrl();
        try (AgroalDataSource admin = pool(server);
                Connection connection = admin.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        String url = server.replaceAll("/[^/?]+(\\?.*)?$", "/" + name);
        Flyway.configure()
                .dataSource(url, EmbeddedPostgres.USER, EmbeddedPostgres.PASSWORD)
                .load()
                .migrate();
        return new LimitDatabase(url);
    }

    /** A pool of few connections, to be closed by the caller. */
    public AgroalDataSource pool() throws SQLException {
        return pool(url);
    }

    private static AgroalDataSource pool(String url) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal(EmbeddedPostgres.USER))
                                .credential(new SimplePassword(EmbeddedPostgres.PASSWORD)))));
    }
}
