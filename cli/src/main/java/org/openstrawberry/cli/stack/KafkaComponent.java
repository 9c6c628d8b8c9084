package org.openstrawberry.cli.stack;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.embedded.EmbeddedKafka;
import org.openstrawberry.embedded.KafkaSettings;
import org.openstrawberry.embedded.KafkaTopic;
import org.openstrawberry.embedded.Lifetime;

/** The stack's broker, with the topics of the contracts. */
record KafkaComponent(StackHome home, int port) implements Component {
    static final String NAME = "kafka";
    /** Kafka deletes whole segments: what is kept for minutes only needs small ones. */
    private static final String SHORT_SEGMENT_BYTES = Integer.toString(16 * 1024 * 1024);

    private static final Duration SHORT = Duration.ofHours(1);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Launched launch() {
        EmbeddedKafka broker = EmbeddedKafka.launch(KafkaSettings.in(home.kafka())
                .withPort(port)
                .withLog(home.log(NAME))
                .withTopics(topics())
                .withJvmOptions(StartCache.options(home, NAME))
                .withBrokerLibrary(home.brokerLibrary())
                .withLifetime(Lifetime.DETACHED));
        return new Launched() {
            @Override
            public ProcessHandle handle() {
                return broker.handle();
            }

            @Override
            public boolean isReady() {
                return broker.isReady();
            }

            @Override
            public String logTail() {
                return broker.logTail();
            }
        };
    }

    static List<KafkaTopic> topics() {
        return Arrays.stream(Topic.values()).map(KafkaComponent::topic).toList();
    }

    private static KafkaTopic topic(Topic topic) {
        KafkaTopic kept = KafkaTopic.named(topic.topicName())
                .with("retention.ms", Long.toString(topic.retention().toMillis()));
        return topic.retention().compareTo(SHORT) < 0 ? kept.with("segment.bytes", SHORT_SEGMENT_BYTES) : kept;
    }
}
