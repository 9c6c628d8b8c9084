package org.openstrawberry.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.openstrawberry.embedded.LocalPorts;

/** Asks services whether they are ready. */
public final class Health {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** Whether the service on that port says that it is ready. */
    public boolean isReady(int port) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://%s:%d/q/health/ready".formatted(LocalPorts.LOOPBACK, port)))
                .timeout(TIMEOUT)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            // Nobody listens yet, or the answer broke off: not ready is all there is to say.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
