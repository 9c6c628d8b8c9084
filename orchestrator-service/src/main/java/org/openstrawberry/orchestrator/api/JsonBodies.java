package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Reads JSON bodies, of the large ones only so many at a time. */
@ApplicationScoped
class JsonBodies {
    /** A body of so many bytes is small: any number of them fits the memory. */
    static final int SMALL_BYTES = 64 * 1024;

    private final Gate large;

    JsonBodies(ApiConfig config) {
        this.large = new Gate(config.largeBodies(), config.busyWait(), "large bodies");
    }

    /**
     * Reads a body and works on it.
     *
     * @param use what to do with it; a large body counts as long as this lasts
     * @throws ApiException when it is too large, not UTF-8, not JSON or not an object, or too many others are as large
     * @throws IOException when the connection breaks
     */
    <T> T read(InputStream body, int maxBytes, Function<? super JsonBody, ? extends T> use) throws IOException {
        byte[] head = body.readNBytes(Math.min(SMALL_BYTES, maxBytes) + 1);
        if (head.length <= Math.min(SMALL_BYTES, maxBytes)) {
            return use.apply(JsonBody.of(head));
        }
        try (Gate.Pass _ = large.enter()) {
            return use.apply(JsonBody.read(head, body, maxBytes));
        }
    }
}
