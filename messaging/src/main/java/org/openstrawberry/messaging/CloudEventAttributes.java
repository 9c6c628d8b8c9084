package org.openstrawberry.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.openstrawberry.contracts.event.Topic;

/**
 * What the headers of a record say about its event: CloudEvents 1.0, Kafka protocol binding, binary mode. The type
 * and the data schema follow from the topic.
 *
 * @param id unique for the source; a consumer may use it to drop what it has seen
 * @param source the service that published
 * @param subject the trace the event concerns, or the job of a training event
 * @param time when the event was published
 * @param sequence place of the event among the public events of its trace, from 1; empty for internal events
 */
public record CloudEventAttributes(String id, String source, String subject, Instant time, OptionalLong sequence) {
    private static final String TYPE = "ce_type";
    private static final String SEQUENCE = "ce_sequence";

    /** Writes the attributes as headers. */
    public void addTo(Headers headers, Topic topic) {
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", id);
        add(headers, TYPE, topic.topicName());
        add(headers, "ce_source", source);
        add(headers, "ce_subject", subject);
        add(headers, "ce_time", time.toString());
        add(headers, "ce_dataschema", topic.schemaId());
        add(headers, "content-type", "application/json");
        sequence.ifPresent(value -> add(headers, SEQUENCE, Long.toString(value)));
    }

    /** The event's type as the headers name it; empty for a record that is no CloudEvent. */
    static Optional<String> typeIn(Headers headers) {
        return text(headers, TYPE);
    }

    private static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
