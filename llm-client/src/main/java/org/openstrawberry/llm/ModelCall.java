package org.openstrawberry.llm;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question to a model: the whole conversation and how to answer it.
 *
 * @param model which model
 * @param messages the conversation, the newest last; the last one is a user's
 * @param sampling how the reply is drawn
 * @param context what the call is made for
 * @param timeout longest duration of one try, from connecting to the last byte; the configured one
 *     bounds it as well; {@code null} for that one alone
 * @param streaming how the reply is streamed; {@code null} for the configured way
 */
public record ModelCall(
        ModelName model,
        List<Message> messages,
        Sampling sampling,
        CallContext context,
        @Nullable Duration timeout,
        @Nullable Streaming streaming) {

    /**
     * Checks the conversation.
     *
     * @throws IllegalArgumentException if there is no message, the last is not a user's, a system message is not in
     *     front, or the time-out is not positive
     */
    public ModelCall {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || !(messages.getLast() instanceof Message.UserMessage)) {
            throw new IllegalArgumentException("the last message of a call is the user's");
        }
        if (messages.stream().skip(1).anyMatch(Message.SystemMessage.class::isInstance)) {
            throw new IllegalArgumentException("a system message stands in front of the others");
        }
        if (timeout != null && !timeout.isPositive()) {
            throw new IllegalArgumentException("a time-out is positive, not " + timeout);
        }
    }

    /** A call whose reply comes in the configured way. */
    public ModelCall(
            ModelName model,
            List<Message> messages,
            Sampling sampling,
            CallContext context,
            @Nullable Duration timeout) {
        this(model, messages, sampling, context, timeout, null);
    }

    /** A call with the configured time-out, whose reply comes in the configured way. */
    public ModelCall(ModelName model, List<Message> messages, Sampling sampling, CallContext context) {
        this(model, messages, sampling, context, null, null);
    }

    /** The same call with its reply streamed. */
    public ModelCall streamed(Streaming how) {
        return new ModelCall(model, messages, sampling, context, timeout, how);
    }
}
