package org.openstrawberry.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider says about a failure. Understands the bodies of
 * <ul>
 *   <li>OpenAI, Groq, Ollama and others: {@code error.message}, {@code error.code}, {@code error.type}
 *   <li>Azure: the same, and {@code error.innererror.code}
 *   <li>Anthropic: {@code error.message}, {@code error.type}
 *   <li>Gemini: {@code error.message}, {@code error.code} (a number), {@code error.status}, {@code error.details}, the
 *       whole possibly in a list
 *   <li>Mistral, vLLM: {@code message}, {@code code} and {@code type} at the top, or {@code detail}
 * </ul>
 *
 * @param names every name it gives the failure, in lower case
 * @param message what it says, unabridged; empty if nothing
 * @param status the HTTP status that the body itself names; 0 if none
 * @param retryDelay how long it asks to wait
 */
record ErrorBody(Set<String> names, String message, int status, Optional<Duration> retryDelay) {

    /** Whether this is an error instead of a reply. */
    static boolean isError(JsonNode body) {
        JsonNode whole = body.isArray() ? body.path(0) : body;
        return whole.hasNonNull("error")
                || whole.path("type").asText().equals("error")
                || whole.path("object").asText().equals("error");
    }

    static ErrorBody of(JsonNode body) {
        JsonNode whole = body.isArray() ? body.path(0) : body;
        JsonNode error = whole.path("error").isObject() ? whole.path("error") : whole;
        Set<String> names = new LinkedHashSet<>();
        addName(names, error.path("code"));
        addName(names, error.path("type"));
        addName(names, error.path("status"));
        addName(names, error.path("innererror").path("code"));
        Optional<Duration> retryDelay = Optional.empty();
        for (JsonNode detail : error.path("details")) {
            addName(names, detail.path("reason"));
            retryDelay = retryDelay.or(() -> seconds(detail.path("retryDelay").asText()));
        }
        int code = error.path("code").asInt(0);
        return new ErrorBody(names, message(whole, error), code >= 400 && code < 600 ? code : 0, retryDelay);
    }

    private static void addName(Set<String> names, JsonNode name) {
        if (name.isTextual()) {
            names.add(name.asText().toLowerCase(Locale.ROOT));
        }
    }

    private static String message(JsonNode whole, JsonNode error) {
        JsonNode text = whole.path("error").isTextual() ? whole.path("error") : error.path("message");
        if (text.isTextual()) {
            return text.asText();
        }
        JsonNode detail = whole.path("detail");
        return detail.isArray() ? detail.path(0).path("msg").asText("") : detail.asText("");
    }

    /** As Gemini writes durations: seconds, possibly with a fraction, and an s. */
    private static Optional<Duration> seconds(String text) {
        return text.matches("\\d{1,9}(\\.\\d{1,9})?s")
                ? Optional.of(Duration.ofMillis(
                        Math.round(Double.parseDouble(text.substring(0, text.length() - 1)) * 1000)))
                : Optional.empty();
    }

    boolean named(String... any) {
        for (String name : any) {
            if (names.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
