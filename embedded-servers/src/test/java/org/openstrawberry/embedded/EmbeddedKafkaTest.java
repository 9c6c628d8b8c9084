package org.openstrawberry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    private static final KafkaTopic NOTES = new KafkaTopic("notes", 1, Map.of("retention.ms", "600000"));

    @TempDir
    private Path directory;

    @Test
    void shouldKeepItsRecordsOverStopAndKill() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(settings())) {
            // given
            send(kafka, "before the stop");

            // when
            kafka.stop();
            kafka.restart();
            send(kafka, "before the kill");
            kafka.kill();
            assertThat(kafka.isRunning()).isFalse();
            kafka.restart();

            // then
            assertThat(receive(kafka, 2)).containsExactly("before the stop", "before the kill");
        }
    }

    @Test
    void shouldHaveItsTopicsFromTheStartAndTakeLargeRecords() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(settings());
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            // when
            TopicDescription topic = only(admin.describeTopics(List.of("notes")).allTopicNames());
            Config configuration =
                    only(admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, "notes")))
                            .all());
            String large = "x".repeat(7 * 1024 * 1024);
            send(kafka, large);

            // then
            assertThat(topic.partitions()).hasSize(1);
            assertThat(configuration.get("retention.ms").value()).isEqualTo("600000");
            assertThat(receive(kafka, 1)).containsExactly(large);
        }
    }

    @Test
    void shouldGiveATopicOfAnEarlierStartTheSettingsOfThisOne() throws Exception {
        // given
        try (EmbeddedKafka before = EmbeddedKafka.start(settings())) {
            before.stop();
        }

        // when
        KafkaSettings changed = settings().withTopics(List.of(NOTES.with("retention.ms", "700000")));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(changed);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            // then
            Config configuration =
                    only(admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, "notes")))
                            .all());
            assertThat(configuration.get("retention.ms").value()).isEqualTo("700000");
        }
    }

    @Test
    void shouldSayThatThePortIsInUse() throws Exception {
        // given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral(LocalPorts.LOOPBACK))) {
            KafkaSettings settings = settings().withPort(taken.getLocalPort());

            // when, then
            assertThatThrownBy(() -> EmbeddedKafka.start(settings))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("Kafka cannot start: port " + taken.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void shouldQuoteTheLogWhenTheBrokerCannotStart() {
        // given
        KafkaSettings settings = settings()
                .withTopics(List.of(NOTES.with("retention.ms", "a while")))
                .withStartTimeout(Duration.ofMinutes(1));

        // when, then
        assertThatThrownBy(() -> EmbeddedKafka.start(settings))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("Kafka stopped while starting")
                .hasMessageContaining("retention.ms");
    }

    private KafkaSettings settings() {
        return KafkaSettings.in(directory.resolve("kafka")).withTopics(List.of(NOTES));
    }

    private static <T> T only(KafkaFuture<? extends Map<?, T>> described) throws Exception {
        return described.get(20, TimeUnit.SECONDS).values().iterator().next();
    }

    private static void send(EmbeddedKafka kafka, String text) throws Exception {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 8 * 1024 * 1024);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("notes", text)).get(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> receive(EmbeddedKafka kafka, int count) {
        Map<String, Object> configuration = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("notes", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> texts = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (texts.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    texts.add(record.value());
                }
            }
            return texts;
        }
    }
}
