package org.openstrawberry.messaging.outbox;

import jakarta.inject.Singleton;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openstrawberry.messaging.CloudEventAttributes;
import org.openstrawberry.messaging.EventCodec;
import org.openstrawberry.store.outbox.StoredEvent;

/** Outbox rows as Kafka records: the id and the sequence of the row become those of the CloudEvent. */
@Singleton
final class StoredEventRecords {
    private final EventCodec codec;

    StoredEventRecords(EventCodec codec) {
        this.codec = codec;
    }

    /** The row's record; the same row always gives the same CloudEvents id, so that repetitions can be dropped. */
    ProducerRecord<String, String> of(StoredEvent event) {
        String traceId = event.traceId().toString();
        return codec.encode(
                event.topic(),
                traceId,
                event.payload(),
                new CloudEventAttributes(
                        event.eventId().toString(),
                        codec.source(),
                        traceId,
                        codec.now(),
                        OptionalLong.of(event.sequence())));
    }
}
