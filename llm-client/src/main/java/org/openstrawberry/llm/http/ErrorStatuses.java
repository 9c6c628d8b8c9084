package org.openstrawberry.llm.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;

/** What it means when a provider answers with an error. */
final class ErrorStatuses {

    private static final int LONGEST_MESSAGE = 300;
    /**
     * A gateway lost patience or the connection (RFC 9110, and Cloudflare's own): the server behind it may have made the
     * reply, and charges for it.
     *
     * @see <a href="https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/">
     *     Cloudflare 5xx errors</a>
     */
    private static final Set<Integer> GATEWAY = Set.of(502, 504, 520, 522, 524);

    private static final Pattern TOO_LONG =
            Pattern.compile("context_length|context length|context window|maximum context"
                    + "|prompt is too long|too many (?:input )?tokens|token count .{0,40}exceeds");

    private ErrorStatuses() {}

    /**
     * The exception for a status that is not a success.
     *
     * @param body as it came
     * @param retryAfter what the headers ask for
     * @param secrets what must not be repeated
     */
    static ModelCallException toException(
            Endpoint endpoint, int status, JsonNode body, @Nullable Duration retryAfter, List<String> secrets) {
        ErrorBody error = ErrorBody.of(body);
        String said = Secrets.redact(error.message(), secrets);
        String message = "HTTP " + status + " from " + endpoint + (said.isEmpty() ? "" : ": " + shortened(said));
        ModelCallException failure = new ModelCallException(
                code(status, error),
                message,
                status,
                retryAfter != null ? retryAfter : error.retryDelay().orElse(null));
        if (GATEWAY.contains(status)) {
            return failure.asPossiblyBilled();
        }
        // A used-up quota also comes as 429, but no waiting mends it.
        return error.named("insufficient_quota") ? failure.asFinal() : failure;
    }

    /** The exception for an error that came where a reply should, under the status of a success. */
    static ModelCallException insteadOfReply(Endpoint endpoint, JsonNode body, List<String> secrets) {
        ErrorBody error = ErrorBody.of(body);
        String said = Secrets.redact(error.message(), secrets);
        String message = "Instead of a reply from " + endpoint + ": " + (said.isEmpty() ? "an error" : shortened(said));
        int status = error.status() != 0 ? error.status() : statusByName(error);
        ModelCallException failure = new ModelCallException(
                code(status, error), message, status, error.retryDelay().orElse(null));
        // What answers so stands before the provider, which may have done its work.
        return failure.code() == Code.SERVER_ERROR ? failure.asPossiblyBilled() : failure;
    }

    private static int statusByName(ErrorBody error) {
        String names = String.join(" ", error.names());
        if (names.contains("rate_limit")) {
            return 429;
        }
        if (names.contains("authentication") || names.contains("permission")) {
            return 401;
        }
        if (names.contains("invalid_request") || names.contains("content_filter") || names.contains("context_length")) {
            return 400;
        }
        return names.contains("not_found") ? 404 : 500;
    }

    private static Code code(int status, ErrorBody error) {
        if (status >= 400 && status < 500 && status != 429) {
            String said = error.message().toLowerCase(Locale.ROOT);
            if (TOO_LONG.matcher(String.join(" ", error.names()) + " " + said).find()) {
                return Code.CONTEXT_LENGTH;
            }
            if (error.named("content_filter", "content_policy_violation", "responsibleaipolicyviolation")) {
                return Code.CONTENT_FILTERED;
            }
            // Gemini answers 400 to a wrong key.
            if (error.named("api_key_invalid")) {
                return Code.UNAUTHORIZED;
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

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }
}
