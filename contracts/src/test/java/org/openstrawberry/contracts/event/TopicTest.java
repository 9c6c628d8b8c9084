package org.openstrawberry.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicTest {

    @ParameterizedTest
    @EnumSource
    void shouldBeFoundByNameAndByClass(Topic topic) {
        assertThat(Topic.named(topic.topicName())).isEqualTo(topic);
        assertThat(Topic.of(topic.eventClass())).isEqualTo(topic);
        assertThat(topic.topicName()).matches("strawberry\\.[a-z.-]+\\.v1");
        assertThat(topic.maximumBytes()).isPositive();
        assertThat(topic.retention()).isPositive();
    }

    @Test
    void shouldRefuseWhatIsNoTopic() {
        assertThatThrownBy(() -> Topic.named("strawberry.turn.requested.v2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("strawberry.turn.requested.v2");
        assertThatThrownBy(() -> Topic.of(TurnEvent.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldPromiseGapFreeOrderForExactlyThePublicTopics() {
        assertThat(Arrays.stream(Topic.values()).filter(Topic::isPublic))
                .containsExactlyInAnyOrder(
                        Topic.TURN_COMPLETED, Topic.ANSWER_JUDGED, Topic.TRACE_FINISHED, Topic.PAIR_CREATED);
    }
}
