package org.openstrawberry.llm.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;

/**
 * What an error status means. Understands OpenAI's body ({@code error.message}, {@code error.code}), which Groq and
 * Ollama share, and vLLM's older one, where both stand at the top.
 */
final class ErrorStatuses {

    private static final int LONGEST_MESSAGE = 300;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOO_LONG = Pattern.compile(
            "context_length|context length|context window|maximum context|prompt is too long|too many (?:input )?tokens");

    private ErrorStatuses() {}

    /**
     * The exception for a status that is not a success.
     *
     * @param body as it came
     * @param secrets what must not be repeated
     */
    static ModelCallException toException(
            Endpoint endpoint, int status, String body, @Nullable Duration retryAfter, List<String> secrets) {
        JsonNode error = error(body);
        String providerCode = error.path("code").asText("").toLowerCase(Locale.ROOT);
        String said = Secrets.redact(error.path("message").asText(""), secrets);
        Code code = code(status, providerCode, said.toLowerCase(Locale.ROOT));
        String message = "HTTP " + status + " from " + endpoint + (said.isEmpty() ? "" : ": " + shortened(said));
        ModelCallException failure = new ModelCallException(code, message, status, retryAfter);
        // A used-up quota also comes as 429, but no waiting mends it.
        return providerCode.equals("insufficient_quota") ? failure.asFinal() : failure;
    }

    private static Code code(int status, String providerCode, String said) {
        if (status >= 400 && status < 500 && status != 429) {
            if (TOO_LONG.matcher(providerCode + " " + said).find()) {
                return Code.CONTEXT_LENGTH;
            }
            if (providerCode.equals("content_filter") || providerCode.equals("content_policy_violation")) {
                return Code.CONTENT_FILTERED;
            }
        }
        return switch (status) {
            case 401, 403 -> Code.UNAUTHORIZED;
            case 404 -> Code.UNKNOWN_MODEL;
            case 408 -> Code.TIMEOUT;
            case 429 -> Code.RATE_LIMITED;
            default -> status >= 500 ? Code.SERVER_ERROR : Code.BAD_REQUEST;
        };
    }

    private static JsonNode error(String body) {
        try {
            JsonNode whole = JSON.readTree(body);
            JsonNode nested = whole.path("error");
            if (nested.isTextual()) {
                return JSON.createObjectNode().put("message", nested.asText());
            }
            return nested.isObject() ? nested : whole;
        } catch (JsonProcessingException e) {
            // Not JSON, as from a gateway; the status alone must do.
            return JSON.createObjectNode();
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }
}
