package org.openstrawberry.messaging.consume;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.event.DeadLetter;
import org.openstrawberry.messaging.EventCodec;
import org.openstrawberry.messaging.publish.EventPublisher;

/** Puts aside, where a person can see it, what cannot be handled. */
@ApplicationScoped
public class DeadLetters {
    /** How much of the original body a dead letter keeps, in bytes of UTF-8. */
    public static final int MAXIMUM_PAYLOAD_BYTES = 64 * 1024;

    private static final int MAXIMUM_DETAIL = 2_000;
    private static final UUID NO_KEY = new UUID(0, 0);
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final EventPublisher publisher;
    private final EventCodec codec;

    /** For the container. */
    @Inject
    public DeadLetters(EventPublisher publisher, EventCodec codec) {
        this.publisher = publisher;
        this.codec = codec;
    }

    /**
     * Publishes dead letters and waits for the broker.
     *
     * @throws org.openstrawberry.messaging.publish.PublishException when the broker does not acknowledge
     */
    public void publish(List<DeadLetter> letters) {
        publisher.publish(letters);
        for (DeadLetter letter : letters) {
            LOG.errorf(
                    "dead letter: topic=%s key=%s code=%s detail=%s",
                    letter.originalTopic(), letter.key(), letter.errorCode(), letter.detail());
        }
    }

    /**
     * A dead letter for a record.
     *
     * @param errorCode a stable code of the cause
     */
    public DeadLetter of(ConsumerRecord<String, String> record, String errorCode, String detail) {
        return new DeadLetter(
                keyOf(record.key()),
                codec.source(),
                record.topic(),
                errorCode,
                detail.length() > MAXIMUM_DETAIL ? detail.substring(0, MAXIMUM_DETAIL) : detail,
                cut(record.value()),
                codec.now());
    }

    /** A key that is no id is replaced by one that depends on it alone, so that its dead letters stay together. */
    static UUID keyOf(@Nullable String key) {
        if (key == null) {
            return NO_KEY;
        }
        try {
            return UUID.fromString(key);
        } catch (IllegalArgumentException _) {
            return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The body up to the limit, no character halved. */
    public static @Nullable String cut(@Nullable String body) {
        if (body == null || body.length() <= MAXIMUM_PAYLOAD_BYTES / 3) {
            return body;
        }
        int bytes = 0;
        int end = 0;
        while (end < body.length()) {
            int codePoint = body.codePointAt(end);
            bytes += utf8Length(codePoint);
            if (bytes > MAXIMUM_PAYLOAD_BYTES) {
                return body.substring(0, end);
            }
            end += Character.charCount(codePoint);
        }
        return body;
    }

    private static int utf8Length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
