package org.openstrawberry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    private Path directory;

    @Test
    void shouldKeepItsDataOverStopAndKill() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings())) {
            // given
            execute(postgres, "CREATE TABLE note (text text)");
            execute(postgres, "INSERT INTO note VALUES ('before the stop')");

            // when
            postgres.stop();
            postgres.restart();
            execute(postgres, "INSERT INTO note VALUES ('before the kill')");
            postgres.kill();
            assertThat(postgres.isRunning()).isFalse();
            postgres.restart();

            // then
            assertThat(query(postgres, "SELECT string_agg(text, ', ' ORDER BY text) FROM note"))
                    .isEqualTo("before the kill, before the stop");
        }
    }

    @Test
    void shouldKeepItsDataWhenAnotherServerObjectStartsOnThem() throws SQLException {
        // given
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings())) {
            execute(postgres, "CREATE TABLE note AS SELECT 42 AS number");
        }

        // when
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings())) {
            // then
            assertThat(query(postgres, "SELECT number FROM note")).isEqualTo("42");
        }
    }

    @Test
    void shouldBeDurableAndAskForThePasswordUnlessToldOtherwise() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(settings().withFast(false))) {
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "SHOW max_connections")).isEqualTo("200");
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo(LocalPorts.LOOPBACK);
            assertThat(query(postgres, "SHOW server_version")).startsWith("18.");
            assertThatThrownBy(() ->
                            DriverManager.getConnection(postgres.jdbcUrl(), EmbeddedPostgres.USER, "something else"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void shouldSayThatThePortIsInUse() throws Exception {
        // given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral(LocalPorts.LOOPBACK))) {
            PostgresSettings settings = settings().withPort(taken.getLocalPort());

            // when, then
            assertThatThrownBy(() -> EmbeddedPostgres.start(settings))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("PostgreSQL cannot start: port " + taken.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void shouldQuoteTheLogWhenTheServerRefusesToStart() {
        // given
        PostgresSettings settings = settings().withParameter("no_such_parameter", "1");

        // when, then
        assertThatThrownBy(() -> EmbeddedPostgres.start(settings))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("PostgreSQL stopped while starting")
                .hasMessageContaining("no_such_parameter");
    }

    @Test
    void shouldSurviveUntilStoppedByItsProcessWhenDetached() throws SQLException {
        // given
        EmbeddedPostgres postgres = EmbeddedPostgres.start(settings().withLifetime(Lifetime.DETACHED));
        ProcessHandle server = ProcessHandle.of(postgres.handle().pid()).orElseThrow();
        execute(postgres, "CREATE TABLE note AS SELECT 1 AS number");

        // when
        boolean inGoodOrder = EmbeddedPostgres.stop(server, Duration.ofSeconds(20));

        // then
        assertThat(inGoodOrder).isTrue();
        assertThat(server.isAlive()).isFalse();
    }

    private PostgresSettings settings() {
        return PostgresSettings.in(directory.resolve("postgres")).withFast(true);
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
