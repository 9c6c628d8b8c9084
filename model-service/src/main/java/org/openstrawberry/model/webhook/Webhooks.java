package org.openstrawberry.model.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;
import org.openstrawberry.model.ModelConfig;
import org.openstrawberry.model.http.Json;
import org.openstrawberry.model.storage.Ids;

/**
 * Posts events to the address that the operator has set, and to no other, signed as OpenAI signs them.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
@Singleton
public class Webhooks {
    private static final Logger LOG = Logger.getLogger(Webhooks.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int WAITING = 1_000;
    private static final String PREFIX = "whsec_";

    private final ModelConfig.WebhookSettings settings;
    private final Optional<URI> url;
    private final byte[] secret;
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("model-webhooks").daemon().factory());

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if there is an address without a secret, or one of them makes no sense
     */
    public Webhooks(ModelConfig config) {
        settings = config.webhook();
        url = settings.url().map(URI::create);
        if (url.isPresent() && settings.secret().isEmpty()) {
            throw new IllegalArgumentException("strawberry.model.webhook.secret is missing");
        }
        secret = settings.secret()
                .map(text ->
                        Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text))
                .orElse(new byte[0]);
    }

    /**
     * Tells how a job ended.
     *
     * @param done runs when it was told, or given up
     */
    public void tell(String type, String job, Runnable done) {
        if (url.isEmpty()) {
            done.run();
            return;
        }
        ObjectNode body = Json.object()
                .put("id", Ids.next("evt_"))
                .put("object", "event")
                .put("type", type)
                .put("created_at", Instant.now().getEpochSecond());
        body.putObject("data").put("id", job);
        try {
            sender.execute(() -> send(url.get(), body.path("id").asText(), Json.bytes(body), done));
        } catch (RejectedExecutionException e) {
            // It is not marked as told, so the next start of the service tries again.
            LOG.warnf("the end of %s is not told now: %d others wait", job, WAITING);
        }
    }

    private void send(URI address, String id, byte[] body, Runnable done) {
        Duration pause = settings.retryDelay();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            for (int attempt = 1; attempt <= settings.attempts(); attempt++) {
                if (isTaken(client, request(address, id, body))) {
                    done.run();
                    return;
                }
                if (attempt < settings.attempts()) {
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2);
                }
            }
            LOG.warnf("the webhook was not told of %s in %d attempts", id, settings.attempts());
            done.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isTaken(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status / 100 == 2;
        } catch (IOException e) {
            LOG.debugf("the webhook cannot be reached: %s", e.getMessage());
            return false;
        }
    }

    private HttpRequest request(URI address, String id, byte[] body) {
        long timestamp = Instant.now().getEpochSecond();
        return HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("content-type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", "v1," + signature(id, timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private String signature(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret cannot sign", e);
        }
    }

    @PreDestroy
    void stop() {
        sender.shutdownNow();
    }
}
