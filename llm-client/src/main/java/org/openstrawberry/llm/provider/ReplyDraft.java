package org.openstrawberry.llm.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.TokenListener;
import org.openstrawberry.llm.http.Endpoint;

/** A reply as it is put together from what a provider sends. */
public final class ReplyDraft {

    private final StringBuilder text = new StringBuilder();
    private final @Nullable TokenListener listener;
    private final long longest;
    private Usage usage = Usage.UNKNOWN;
    private FinishReason finish = FinishReason.OTHER;
    private @Nullable String model;
    private boolean begun;
    private boolean refused;

    /**
     * An empty draft.
     *
     * @param listener hears the text
     * @param longest most characters of the text
     */
    ReplyDraft(@Nullable TokenListener listener, long longest) {
        this.listener = listener;
        this.longest = longest;
    }

    /**
     * Adds to the text.
     *
     * @throws ModelCallException with {@code INVALID_RESPONSE}, not to be tried again, if it becomes too long
     */
    public void text(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        begun = true;
        if (text.length() + piece.length() > longest) {
            throw failure(Code.INVALID_RESPONSE, "The reply is longer than " + longest + " characters.")
                    .asFinal();
        }
        text.append(piece);
        if (listener != null) {
            listener.text(piece);
        }
    }

    /** Hidden reasoning has come; it is no part of the reply. */
    public void reasoned() {
        begun = true;
    }

    /** The model refuses to answer. */
    public void refused() {
        begun = true;
        refused = true;
    }

    /** Why the reply ends. */
    public void finished(FinishReason reason) {
        finish = reason;
    }

    /** The model's id; nothing if the text is empty. */
    public void model(String id) {
        if (!id.isEmpty()) {
            model = id;
        }
    }

    /** What was counted so far; counts that come later replace earlier ones. */
    public void usage(Usage counted) {
        usage = new Usage(
                later(usage.input(), counted.input()),
                later(usage.cached(), counted.cached()),
                later(usage.cacheWritten(), counted.cacheWritten()),
                later(usage.output(), counted.output()),
                later(usage.reasoning(), counted.reasoning()));
    }

    private static @Nullable Integer later(@Nullable Integer before, @Nullable Integer now) {
        return now == null ? before : now;
    }

    /** Whether a token has come, of text or of hidden reasoning. */
    public boolean begun() {
        return begun;
    }

    /**
     * The finished reply.
     *
     * @throws ModelCallException with {@code REFUSED}, {@code CONTENT_FILTERED} or {@code EMPTY_REPLY} if it is none
     */
    ModelReply toReply(Endpoint endpoint, Duration latency) {
        if (refused) {
            throw failure(Code.REFUSED, "The model of " + endpoint + " refused to answer.");
        }
        if (text.toString().isBlank()) {
            switch (finish) {
                case CONTENT_FILTER ->
                    throw failure(Code.CONTENT_FILTERED, "The filter of " + endpoint + " took the reply away.");
                case STOP, OTHER -> throw failure(Code.EMPTY_REPLY, "The reply from " + endpoint + " is empty.");
                case LENGTH -> {
                    // A reply of which hidden reasoning used up all tokens has no text, and is a reply nevertheless.
                }
            }
        }
        return new ModelReply(text.toString(), plausible(), finish, model, latency, 1);
    }

    private ModelCallException failure(Code code, String message) {
        return new ModelCallException(code, message).withUsage(plausible());
    }

    /** Without the parts that are said to be more than the whole: a cost made of them could be below zero. */
    private Usage plausible() {
        Integer cached = usage.cached();
        Integer written = usage.cacheWritten();
        boolean within = isWithin(usage.input(), Counts.sum(cached == null ? Integer.valueOf(0) : cached, written));
        return new Usage(
                usage.input(),
                within ? cached : null,
                within ? written : null,
                usage.output(),
                isWithin(usage.output(), usage.reasoning()) ? usage.reasoning() : null);
    }

    private static boolean isWithin(@Nullable Integer whole, @Nullable Integer part) {
        return whole == null || (part != null && part <= whole);
    }
}
