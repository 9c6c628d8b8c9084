package org.openstrawberry.simulated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code POST .../chat/completions}: reads, logs, waits, and answers or fails. */
final class ChatHandler implements HttpHandler {

    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private final ServerSettings settings;
    private final ObjectMapper json;
    private final RequestLog log;
    private final RecentRequests recent;
    private final Supplier<ReplyScript> script;
    private final Supplier<FaultPlan> faults;
    private final Supplier<Latency> latency;
    private final ReplyPlayer player;

    ChatHandler(
            ServerSettings settings,
            ObjectMapper json,
            RequestLog log,
            RecentRequests recent,
            Supplier<ReplyScript> script,
            Supplier<FaultPlan> faults,
            Supplier<Latency> latency) {
        this.settings = settings;
        this.json = json;
        this.log = log;
        this.recent = recent;
        this.script = script;
        this.faults = faults;
        this.latency = latency;
        this.player = new ReplyPlayer(new ChatReplyWriter(json, settings.clock()), settings.perToken());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!path.endsWith("/chat/completions")) {
                player.fail(exchange, notFound(path));
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            JsonNode parsed = body.length > MAX_BODY_BYTES ? null : parse(body);
            if (parsed == null || !parsed.path("messages").isArray()) {
                player.fail(exchange, (Fault.ErrorStatus) Fault.badRequest());
                return;
            }
            answer(exchange, request(exchange, path, parsed));
        }
    }

    private void answer(HttpExchange exchange, SimulatedRequest request) throws IOException {
        long start = System.nanoTime();
        CallIdentity identity = request.identity();
        LogEntry entry = new LogEntry(
                request.number(),
                settings.clock().instant().toString(),
                request.model(),
                identity.trace(),
                identity.turn(),
                identity.attempt(),
                LogEntry.PENDING,
                null,
                0);
        recent.add(request);
        log.arrived(entry);
        String outcome = LogEntry.FAILED;
        Optional<Fault> fault = Optional.empty();
        try {
            fault = unauthorized(request).or(() -> faults.get().next(request));
            outcome = play(exchange, request, fault.orElse(null));
        } catch (IOException e) {
            // The usual end of a client that was killed or has lost patience; the log tells it.
            outcome = LogEntry.CLIENT_GONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = LogEntry.CUT;
        } finally {
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            log.ended(entry, outcome, fault.map(Fault::label).orElse(null), millis);
        }
    }

    private String play(HttpExchange exchange, SimulatedRequest request, @Nullable Fault fault)
            throws IOException, InterruptedException {
        if (fault instanceof Fault.ErrorStatus error) {
            player.fail(exchange, error);
            return Integer.toString(error.status());
        }
        Thread.sleep(latency.get().draw(new SplittableRandom(settings.seed() * 31 + request.number())));
        return switch (fault) {
            case null -> player.reply(exchange, request, script.get().play(request), false);
            case Fault.Slow slow -> {
                Thread.sleep(slow.delay());
                yield player.reply(exchange, request, script.get().play(request), false);
            }
            case Fault.Cut cut
            when cut.midBody() -> player.reply(exchange, request, script.get().play(request), true);
            case Fault.Cut _ -> LogEntry.CUT;
            case Fault.OddBody odd -> player.odd(exchange, odd);
            case Fault.ErrorStatus error -> throw new IllegalStateException("already played: " + error.label());
        };
    }

    private Optional<Fault> unauthorized(SimulatedRequest request) {
        String key = settings.requiredKey();
        boolean refused = key != null && !request.header("authorization").equals(Optional.of("Bearer " + key));
        return refused ? Optional.of(Fault.unauthorized()) : Optional.empty();
    }

    private SimulatedRequest request(HttpExchange exchange, String path, JsonNode body) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        List<SimulatedRequest.ChatMessage> messages = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            messages.add(
                    new SimulatedRequest.ChatMessage(message.path("role").asText(""), text(message.path("content"))));
        }
        return new SimulatedRequest(log.nextNumber(), path, headers, body, messages);
    }

    /** Content is a text, or a list of parts of which those of type "text" count. */
    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder joined = new StringBuilder();
        content.forEach(part -> joined.append(part.path("text").asText("")));
        return joined.toString();
    }

    private @Nullable JsonNode parse(byte[] body) throws IOException {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static Fault.ErrorStatus notFound(String path) {
        return new Fault.ErrorStatus(
                "404", 404, "invalid_request_error", "unknown_url", "Unknown request URL: " + path, null);
    }
}
