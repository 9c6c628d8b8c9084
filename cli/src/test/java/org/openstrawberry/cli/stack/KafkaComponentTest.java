package org.openstrawberry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.embedded.KafkaTopic;

class KafkaComponentTest {
    private final Map<String, KafkaTopic> topics =
            KafkaComponent.topics().stream().collect(Collectors.toMap(KafkaTopic::name, topic -> topic));

    @ParameterizedTest
    @EnumSource
    void shouldKeepEventsAsLongAsTheContractSays(Topic topic) {
        assertThat(settings(topic))
                .containsEntry("retention.ms", Long.toString(topic.retention().toMillis()));
    }

    @Test
    void shouldKeepDeadLettersForAMonthAndDropTokensInSmallSegments() {
        assertThat(settings(Topic.DEAD_LETTER))
                .containsEntry("retention.ms", Long.toString(Duration.ofDays(30).toMillis()));
        assertThat(settings(Topic.TURN_DELTA)).containsEntry("segment.bytes", "16777216");
    }

    private Map<String, String> settings(Topic topic) {
        return Objects.requireNonNull(topics.get(topic.topicName()), topic.topicName())
                .settings();
    }
}
