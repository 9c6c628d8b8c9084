package org.openstrawberry.judge.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.openstrawberry.contracts.event.Topic;

/** Reads a topic from its beginning. */
final class TopicTail implements AutoCloseable {
    private final KafkaConsumer<String, String> consumer;
    private final Topic topic;
    private final List<ConsumerRecord<String, String>> seen = new ArrayList<>();

    TopicTail(String bootstrapServers, Topic topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** All records with that key so far. */
    List<ConsumerRecord<String, String>> of(UUID key) {
        if (consumer.assignment().isEmpty()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(partition -> new TopicPartition(topic.topicName(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
        return seen.stream()
                .filter(record -> key.toString().equals(record.key()))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
