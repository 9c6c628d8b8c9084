package org.openstrawberry.contracts.event;

import java.time.Duration;
import java.util.Arrays;

/** The topics, with the class of what each carries. A topic's name doubles as the CloudEvents type of its events. */
public enum Topic {
    TURN_REQUESTED("strawberry.turn.requested.v1", TurnRequested.class, false),
    TURN_COMPLETED("strawberry.turn.completed.v1", TurnCompleted.class, true),
    TURN_CRITIQUED("strawberry.turn.critiqued.v1", TurnCritiqued.class, false),
    TURN_DELTA("strawberry.turn.delta.v1", TurnDelta.class, false),
    ANSWER_PROPOSED("strawberry.answer.proposed.v1", AnswerProposed.class, false),
    ANSWER_JUDGED("strawberry.answer.judged.v1", AnswerJudged.class, true),
    TRACE_FINISHED("strawberry.trace.finished.v1", TraceFinished.class, true),
    PAIR_CREATED("strawberry.pair.created.v1", PairCreated.class, true),
    TRAINING_REQUESTED("strawberry.training.requested.v1", TrainingRequested.class, false),
    TRAINING_FINISHED("strawberry.training.finished.v1", TrainingFinished.class, false),
    DEAD_LETTER("strawberry.dead-letter.v1", DeadLetter.class, false);

    private static final int SHORT_BYTES = 64 * 1024;
    private static final int LONG_TEXT_BYTES = 4 * 1024 * 1024;

    private final String topicName;
    private final Class<? extends Event> eventClass;
    private final boolean published;

    Topic(String topicName, Class<? extends Event> eventClass, boolean published) {
        this.topicName = topicName;
        this.eventClass = eventClass;
        this.published = published;
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** The CloudEvents {@code dataschema} of its events, which is the {@code $id} of their JSON Schema. */
    public String schemaId() {
        return "urn:open-strawberry:schema:" + topicName;
    }

    /** How large a body may be, in bytes of UTF-8. A larger one is not published, and not read. */
    public int maximumBytes() {
        return switch (this) {
            case TURN_COMPLETED, ANSWER_PROPOSED, ANSWER_JUDGED, TRACE_FINISHED, DEAD_LETTER -> LONG_TEXT_BYTES;
            case TURN_REQUESTED, TURN_CRITIQUED, TURN_DELTA, PAIR_CREATED, TRAINING_REQUESTED, TRAINING_FINISHED ->
                SHORT_BYTES;
        };
    }

    /** How long the broker keeps the events, counted from their publication. */
    public Duration retention() {
        return switch (this) {
            case TURN_DELTA -> Duration.ofMinutes(10);
            case TURN_REQUESTED, TURN_CRITIQUED, ANSWER_PROPOSED -> Duration.ofDays(1);
            case TURN_COMPLETED, ANSWER_JUDGED, TRACE_FINISHED, PAIR_CREATED, TRAINING_REQUESTED, TRAINING_FINISHED ->
                Duration.ofDays(7);
            case DEAD_LETTER -> Duration.ofDays(30);
        };
    }

    /** The record that the topic's JSON bodies are. */
    public Class<? extends Event> eventClass() {
        return eventClass;
    }

    /** Whether consumers outside the system may rely on the topic: gap-free, ordered within a trace, at least once. */
    public boolean isPublic() {
        return published;
    }

    /**
     * The topic that carries events of that class.
     *
     * @throws IllegalArgumentException when the class is not one of a single topic
     */
    public static Topic of(Class<? extends Event> eventClass) {
        return Arrays.stream(values())
                .filter(topic -> topic.eventClass == eventClass)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic carries " + eventClass));
    }

    /**
     * The topic of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Topic named(String topicName) {
        return Arrays.stream(values())
                .filter(topic -> topic.topicName.equals(topicName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic is called " + topicName));
    }
}
