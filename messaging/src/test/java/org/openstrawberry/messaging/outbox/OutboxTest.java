package org.openstrawberry.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.messaging.TopicReader;
import org.openstrawberry.store.outbox.StoredEvent;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
class OutboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Topic TOPIC = Topic.TURN_COMPLETED;

    @Inject
    OutboxPublisher publisher;

    @Inject
    OutboxRelay relay;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void empty() throws SQLException {
        execute("DELETE FROM outbox");
    }

    @Test
    void shouldPublishAtOnceAndMark() {
        // given
        UUID trace = UUID.randomUUID();
        StoredEvent event = store(trace, 1, "{\"n\":1}", "0 s");

        // when
        publisher.publish(List.of(event));

        // then
        await().atMost(PATIENCE).until(() -> unpublished() == 0);
        ConsumerRecord<String, String> record = read(trace, 1).getFirst();
        assertThat(record.value()).isEqualTo("{\"n\":1}");
        assertThat(header(record, "ce_id")).isEqualTo(event.eventId().toString());
        assertThat(header(record, "ce_sequence")).isEqualTo("1");
        assertThat(header(record, "ce_type")).isEqualTo(TOPIC.topicName());
    }

    @Test
    void shouldPublishTheEventsOfOneTraceOneAfterAnother() {
        // given
        UUID trace = UUID.randomUUID();
        List<StoredEvent> events = new ArrayList<>();
        for (int sequence = 1; sequence <= 5; sequence++) {
            events.add(store(trace, sequence, "{\"n\":" + sequence + "}", "0 s"));
        }

        // when
        publisher.publish(events);

        // then
        await().atMost(PATIENCE).until(() -> unpublished() == 0);
        assertThat(read(trace, 5))
                .extracting(record -> header(record, "ce_sequence"))
                .containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void shouldKeepAnEventBackUntilTheEarlierOneIsMarked() throws Exception {
        // given
        UUID trace = UUID.randomUUID();
        StoredEvent first = store(trace, 1, "{}", "0 s");
        StoredEvent second = blocked(store(trace, 2, "{}", "0 s"));

        // when
        publisher.publish(List.of(second));

        // then
        await().during(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> unpublished() == 2);
        execute("UPDATE outbox SET published_at = now() WHERE id = " + first.id());
        await().atMost(PATIENCE).until(() -> unpublished() == 0);
    }

    @Test
    void shouldRelayWhatTheFastPathLeftInOrderAndNothingYoung() {
        // given
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        store(one, 1, "{}", "10 s");
        store(other, 1, "{}", "9 s");
        store(one, 2, "{}", "8 s");
        store(one, 3, "{}", "7 s");
        store(other, 2, "{}", "0 s");

        // when
        int found = relay.relay();

        // then
        assertThat(found).isEqualTo(4);
        assertThat(unpublished()).isEqualTo(1);
        assertThat(read(one, 3))
                .extracting(record -> header(record, "ce_sequence"))
                .containsExactly("1", "2", "3");
        assertThat(read(other, 1))
                .extracting(record -> header(record, "ce_sequence"))
                .containsExactly("1");
        assertThat(relay.relay()).isZero();
    }

    @Test
    void shouldRelayInOneProcessAtATime() throws Exception {
        // given
        store(UUID.randomUUID(), 1, "{}", "10 s");
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(" + 0x6f7574626f78L + ")");

            // when
            int whileLocked = relay.relay();
            other.rollback();
            int afterwards = relay.relay();

            // then
            assertThat(whileLocked).isZero();
            assertThat(afterwards).isEqualTo(1);
            assertThat(unpublished()).isZero();
        }
    }

    @Test
    void shouldBuryAnEventThatIsTooLargeAndLetItsTraceGoOn() {
        // given
        UUID trace = UUID.randomUUID();
        store(trace, 1, "x".repeat(TOPIC.maximumBytes() + 1), "10 s");
        store(trace, 2, "{}", "9 s");

        // when
        relay.relay();

        // then
        assertThat(unpublished()).isZero();
        assertThat(read(trace, 1))
                .extracting(record -> header(record, "ce_sequence"))
                .containsExactly("2");
        List<ConsumerRecord<String, String>> letters = TopicReader.read(
                Topic.DEAD_LETTER, 1, record -> trace.toString().equals(record.key()));
        assertThat(letters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).contains("TOO_LARGE"));
    }

    @Test
    void shouldPurgeOnlyWhatWasPublishedLongAgo() throws Exception {
        // given
        StoredEvent old = store(UUID.randomUUID(), 1, "{}", "9 days");
        StoredEvent recent = store(UUID.randomUUID(), 1, "{}", "9 days");
        store(UUID.randomUUID(), 1, "{}", "9 days");
        execute("UPDATE outbox SET published_at = now() - interval '8 days' WHERE id = " + old.id());
        execute("UPDATE outbox SET published_at = now() - interval '6 days' WHERE id = " + recent.id());

        // when
        int purged = relay.purge();

        // then
        assertThat(purged).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM outbox")).isEqualTo(2);
        assertThat(unpublished()).isEqualTo(1);
    }

    private StoredEvent store(UUID trace, long sequence, String payload, String age) {
        UUID eventId = UUID.randomUUID();
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement insert = connection.prepareStatement("""
                            INSERT INTO outbox (event_id, run_id, trace_id, sequence, topic, payload, created_at)
                            VALUES (?, ?, ?, ?, ?, ?, now() - ?::interval) RETURNING id
                            """)) {
                insert.setObject(1, eventId);
                insert.setObject(2, new UUID(1, 1));
                insert.setObject(3, trace);
                insert.setLong(4, sequence);
                insert.setString(5, TOPIC.topicName());
                insert.setString(6, payload);
                insert.setString(7, age);
                try (ResultSet row = insert.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    return new StoredEvent(row.getLong(1), eventId, trace, sequence, TOPIC, payload, false);
                }
            }
        });
    }

    private static StoredEvent blocked(StoredEvent event) {
        return new StoredEvent(
                event.id(), event.eventId(), event.traceId(), event.sequence(), event.topic(), event.payload(), true);
    }

    private static List<ConsumerRecord<String, String>> read(UUID trace, int count) {
        return TopicReader.read(TOPIC, count, record -> trace.toString().equals(record.key()));
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private long unpublished() {
        return count("SELECT count(*) FROM outbox WHERE published_at IS NULL");
    }

    private long count(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
