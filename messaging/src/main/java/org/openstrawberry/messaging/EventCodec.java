package org.openstrawberry.messaging;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openstrawberry.contracts.event.Event;
import org.openstrawberry.contracts.event.EventJson;
import org.openstrawberry.contracts.event.InvalidEventException;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.messaging.UnreadableRecordException.Code;

/** Events to Kafka records and back: the key is the event's, the body JSON, the headers CloudEvents. */
@Singleton
public final class EventCodec {
    private final String source;
    private final Clock clock;
    private final Supplier<UUID> ids;

    /** As the service's configuration says. */
    @Inject
    public EventCodec(MessagingConfig config) {
        this(config.source(), Clock.systemUTC(), UUID::randomUUID);
    }

    /**
     * With its own clock and ids.
     *
     * @param source the CloudEvents source of what is written
     */
    public EventCodec(String source, Clock clock, Supplier<UUID> ids) {
        this.source = source;
        this.clock = clock;
        this.ids = ids;
    }

    /** The CloudEvents source of what is written: the service. */
    public String source() {
        return source;
    }

    /**
     * A record for an event that has no place in an outbox.
     *
     * @throws EventTooLargeException when the body exceeds what the topic allows
     */
    public ProducerRecord<String, String> encode(Event event) {
        String key = event.key().toString();
        return encode(
                event.topic(),
                key,
                EventJson.write(event),
                new CloudEventAttributes(ids.get().toString(), source, key, now(), OptionalLong.empty()));
    }

    /**
     * A record for a body that was written before.
     *
     * @throws EventTooLargeException when the body exceeds what the topic allows
     */
    public ProducerRecord<String, String> encode(
            Topic topic, String key, String body, CloudEventAttributes attributes) {
        checkSize(topic, body);
        ProducerRecord<String, String> record = new ProducerRecord<>(topic.topicName(), key, body);
        attributes.addTo(record.headers(), topic);
        return record;
    }

    /** Now, for {@code ce_time}. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * The event in a record.
     *
     * @throws UnreadableRecordException when there is none of that type
     */
    public <E extends Event> E decode(Class<E> type, ConsumerRecord<String, String> record) {
        Topic topic = Topic.of(type);
        if (record.value() == null) {
            throw new UnreadableRecordException(Code.EMPTY, "the record has no body", null);
        }
        if (record.serializedValueSize() > topic.maximumBytes()) {
            throw new UnreadableRecordException(
                    Code.TOO_LARGE,
                    record.serializedValueSize() + " bytes, but " + topic.topicName() + " allows "
                            + topic.maximumBytes(),
                    null);
        }
        CloudEventAttributes.typeIn(record.headers())
                .filter(found -> !found.equals(topic.topicName()))
                .ifPresent(found -> {
                    throw new UnreadableRecordException(
                            Code.WRONG_TYPE, "of type " + found + " instead of " + topic.topicName(), null);
                });
        try {
            return EventJson.read(type, record.value());
        } catch (InvalidEventException e) {
            throw new UnreadableRecordException(Code.INVALID_BODY, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The key of a record: the id of the trace that it tells of. The body is not looked at.
     *
     * @throws UnreadableRecordException when the key is no id
     */
    public UUID decodeKey(ConsumerRecord<String, String> record) {
        try {
            return UUID.fromString(String.valueOf(record.key()));
        } catch (IllegalArgumentException e) {
            throw new UnreadableRecordException(Code.INVALID_KEY, "the key is not the id of a trace", e);
        }
    }

    private static void checkSize(Topic topic, String body) {
        // No character takes more than three bytes of UTF-8 per UTF-16 unit, so most bodies need no counting.
        if (body.length() > topic.maximumBytes() / 3) {
            int bytes = body.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > topic.maximumBytes()) {
                throw new EventTooLargeException(topic, bytes);
            }
        }
    }
}
