package org.openstrawberry.cli.stack;

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
    private static final String TOKENS_RETENTION_MS = Integer.toString(10 * 60 * 1000);

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
        KafkaTopic plain = KafkaTopic.named(topic.topicName());
        // The tokens of a reply are worth nothing once the reply is complete.
        return topic == Topic.TURN_DELTA
                ? plain.with("retention.ms", TOKENS_RETENTION_MS)
                        .with("segment.bytes", Integer.toString(16 * 1024 * 1024))
                : plain;
    }
}
