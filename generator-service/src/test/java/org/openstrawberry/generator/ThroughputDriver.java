package org.openstrawberry.generator;

import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.event.TurnRequested;
import org.openstrawberry.generator.testing.ServersResource;
import org.openstrawberry.generator.testing.TestStore;
import org.openstrawberry.messaging.publish.EventPublisher;

/**
 * Measures the generator alone with a model that answers at once. Asserts no figure, as those depend on the machine;
 * run with {@code -Dstrawberry.benchmark=true}.
 */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
@TestProfile(ThroughputDriver.Profile.class)
@EnabledIfSystemProperty(named = "strawberry.benchmark", matches = "true")
class ThroughputDriver {
    private static final Logger LOG = Logger.getLogger(ThroughputDriver.class);
    private static final int WARM_UP = 10_000;
    private static final int MEASURED = 30_000;
    private static final int ANNOUNCED_TOGETHER = 500;

    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("strawberry.generator.drain", "1s", "quarkus.http.test-port", "0");
        }
    }

    @Inject
    DataSource dataSource;

    @Inject
    EventPublisher publisher;

    @Test
    void shouldTellItsThroughput() throws SQLException {
        // given
        TestStore store = new TestStore(() -> dataSource.getConnection());
        measure(store, WARM_UP);

        // when / then
        LOG.infof("the generator alone: %s", measure(store, MEASURED));
    }

    private String measure(TestStore store, int turns) throws SQLException {
        UUID run = store.run("replay:instant");
        store.update("UPDATE run SET status = 'PAUSED' WHERE id = ?", run);
        store.update(
                "INSERT INTO recording (problem_id, name, sample, output)"
                        + " SELECT ?, 'instant', n, repeat('One small step. ', 20) FROM generate_series(0, ?) n",
                run,
                turns - 1);
        store.update(
                "INSERT INTO trace (id, run_id, problem_id, sample, seed, status)"
                        + " SELECT gen_random_uuid(), ?, ?, n, n, 'AWAITING_TURN' FROM generate_series(0, ?) n",
                run,
                run,
                turns - 1);
        store.update(
                "INSERT INTO turn (id, trace_id, index, kind, prompt, status)"
                        + " SELECT gen_random_uuid(), s.id, 0, 'PROBLEM', 'What is 2 + 2?', 'PENDING'"
                        + " FROM trace s WHERE s.run_id = ?",
                run);
        List<TurnRequested> announcements = announcements(run);
        store.update("UPDATE run SET status = 'RUNNING' WHERE id = ?", run);
        long start = System.nanoTime();
        long startCpu = cpuNanos();
        for (int from = 0; from < turns; from += ANNOUNCED_TOGETHER) {
            publisher.announce(announcements.subList(from, Math.min(from + ANNOUNCED_TOGETHER, turns)));
        }
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> store.count(run, "COMPLETED") == turns);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuMillis = (cpuNanos() - startCpu) / 1e6;
        return "%d turns in %.1f s: %.0f turns/s, %.3f ms of its CPU per turn (%.0f turns/s for one core)"
                .formatted(turns, seconds, turns / seconds, cpuMillis / turns, 1_000 * turns / cpuMillis);
    }

    private List<TurnRequested> announcements(UUID run) throws SQLException {
        List<TurnRequested> announcements = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT t.id, t.trace_id FROM turn t JOIN trace s ON s.id = t.trace_id WHERE s.run_id = ?")) {
            statement.setObject(1, run);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    announcements.add(new TurnRequested(
                            run,
                            row.getObject(2, UUID.class),
                            row.getObject(1, UUID.class),
                            0,
                            TurnKind.PROBLEM,
                            "replay:instant",
                            Instant.now()));
                }
            }
        }
        return announcements;
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
