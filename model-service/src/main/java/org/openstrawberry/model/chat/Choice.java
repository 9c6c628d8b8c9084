package org.openstrawberry.model.chat;

import java.util.List;

/**
 * One reply.
 *
 * @param text as others see it
 * @param tokens as the model wrote them, if they were asked for
 * @param finish {@code stop} or {@code length}
 * @param completionTokens tokens drawn
 * @param cachedTokens tokens of the prompt that were computed before
 */
record Choice(String text, List<LogToken> tokens, String finish, int completionTokens, int cachedTokens) {

    Choice {
        tokens = List.copyOf(tokens);
    }

    /**
     * A token and its likelihood.
     *
     * @param logProbability natural logarithm, at temperature 1
     */
    record LogToken(String text, float logProbability) {}
}
