package org.openstrawberry.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.openstrawberry.cli.client.Api;
import org.openstrawberry.cli.client.ApiException;
import org.openstrawberry.cli.client.ConnectionException;

/**
 * Asks again while the server is away for a moment, or says that it cannot answer for now: while it, its database or
 * its broker starts again. Only for requests that may be sent twice. A server that never answered is not waited for; it
 * is more likely the wrong address.
 */
final class PatientApi {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int FIRST_SERVER_ERROR = 500;

    private final Api api;
    private final Runnable whileAway;
    private final Duration patience;
    private boolean answered;

    /** @param whileAway said again and again while it waits */
    PatientApi(Api api, Runnable whileAway) {
        this(api, whileAway, PATIENCE);
    }

    /** @param patience how long one request is repeated */
    PatientApi(Api api, Runnable whileAway, Duration patience) {
        this.api = api;
        this.whileAway = whileAway;
        this.patience = patience;
    }

    /**
     * GETs a resource.
     *
     * @throws ApiException when the server refuses, or fails for longer than the patience lasts
     * @throws ConnectionException when it is away for longer
     */
    JsonNode get(String path) throws InterruptedException {
        return ask(() -> api.get(path));
    }

    /** POSTs a JSON body, with an Idempotency-Key among the headers; throws as {@link #get} does. */
    JsonNode post(String path, JsonNode body, Map<String, String> headers) throws InterruptedException {
        return ask(() -> api.post(path, body, headers));
    }

    /** POSTs a file that may be sent twice; throws as {@link #get} does. */
    JsonNode upload(String path, Path file, Map<String, String> fields) throws InterruptedException {
        return ask(() -> api.upload(path, file, fields));
    }

    private JsonNode ask(Supplier<JsonNode> request) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            try {
                JsonNode answer = request.get();
                answered = true;
                return answer;
            } catch (ConnectionException e) {
                if (!answered || isOver(begin)) {
                    throw e;
                }
            } catch (ApiException e) {
                answered = true;
                if (e.error().status() < FIRST_SERVER_ERROR || isOver(begin)) {
                    throw e;
                }
            }
            whileAway.run();
            Thread.sleep(PAUSE);
        }
    }

    private boolean isOver(long begin) {
        return Thread.currentThread().isInterrupted() || System.nanoTime() - begin >= patience.toNanos();
    }
}
