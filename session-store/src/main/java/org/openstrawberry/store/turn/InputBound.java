package org.openstrawberry.store.turn;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The most input tokens that a call can have, known before it is made. No token stands for less than a byte of UTF-8, so
 * the bytes of a text bound its tokens, whatever the model.
 */
public final class InputBound {
    /** Tokens by which a provider may frame one message: roles, separators. */
    public static final int FRAME = 16;

    /** Tokens by which a server's chat template may begin a conversation: dates, rules, tools that are not there. */
    public static final int PREAMBLE = 256;

    /** Bytes of text that a token stands for at most, on average over a prompt; English prose has about four. */
    private static final int LONGEST_TOKEN = 8;

    private InputBound() {}

    /**
     * Of the first turn of a trace.
     *
     * @param systemText null when the trace has none
     */
    public static long first(@Nullable String systemText, String prompt) {
        return PREAMBLE + (systemText == null ? 0 : message(systemText)) + message(prompt);
    }

    /**
     * Of the turn after an answered one: what that call had and brought, and the new prompt. What the provider reported
     * is closer than the bytes where it is less; a reasoning model's hidden tokens are not sent again. A report of far
     * fewer tokens than the bytes can have is not believed: some servers leave out what their cache held.
     *
     * @return null when the bound of the turn before is unknown
     */
    public static @Nullable Long next(Turn before, String prompt) {
        Long shown = before.inputBound;
        String reply = before.reply;
        Long byBytes = shown == null || reply == null ? null : (Long) (shown + message(reply));
        Long reported = before.inputTokens == null
                        || before.outputTokens == null
                        || (shown != null && !isPlausible(before.inputTokens, shown))
                ? null
                : (Long) ((long) before.inputTokens + before.outputTokens + FRAME);
        if (byBytes == null || reported == null) {
            Long known = byBytes == null ? reported : byBytes;
            return known == null ? null : (Long) (known + message(prompt));
        }
        return Math.min(byBytes, reported) + message(prompt);
    }

    private static boolean isPlausible(long reported, long bound) {
        return reported * LONGEST_TOKEN + PREAMBLE + FRAME >= bound;
    }

    private static long message(String text) {
        return (long) text.getBytes(StandardCharsets.UTF_8).length + FRAME;
    }
}
