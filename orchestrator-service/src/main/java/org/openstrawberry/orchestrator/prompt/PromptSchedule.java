package org.openstrawberry.orchestrator.prompt;

import org.openstrawberry.store.run.RunSettings.SingleShotStyle;

/**
 * Which prompts one trace gets. Everything derives from the trace's seed and the index of the turn, so any process
 * finds the same prompt for the same turn at any time.
 *
 * @param prompts what is drawn from
 * @param traceSeed the seed of the trace
 */
public record PromptSchedule(PromptSet prompts, long traceSeed) {

    /** Longest critique that is sent back to the model, in characters; the rest is cut. */
    static final int MAX_CRITIQUE_LENGTH = 8_000;

    /** Keeps the choice of the system text independent of the draws for turns, whose positions are not negative. */
    private static final long SYSTEM_POSITION = -2;

    /** The system text of the trace, for all of its turns. */
    public Prompt system() {
        int size = prompts.system().size();
        return prompts.system().get(SplitMix.below(size, SplitMix.at(traceSeed, SYSTEM_POSITION)));
    }

    /** The system text in mode SINGLE_SHOT. */
    public Prompt singleShot(SingleShotStyle style) {
        Prompt prompt = prompts.singleShot().get(style);
        if (prompt == null) {
            throw new IllegalStateException("the set was built without style " + style);
        }
        return prompt;
    }

    /** The NEXT prompt of a turn, drawn by weight. */
    public Prompt next(int turnIndex) {
        int tickets = 0;
        for (WeightedPrompt candidate : prompts.next()) {
            tickets += candidate.weight();
        }
        int ticket = SplitMix.below(tickets, SplitMix.at(traceSeed, turnIndex));
        for (WeightedPrompt candidate : prompts.next()) {
            ticket -= candidate.weight();
            if (ticket < 0) {
                return candidate.prompt();
            }
        }
        throw new IllegalStateException("the draw left the range of the tickets");
    }

    /** The confidence checklist. */
    public Prompt finalCheck() {
        return prompts.finalCheck();
    }

    /** The user prompt that carries a critique back to the model; the critique is cut at 8,000 characters. */
    public Prompt feedback(String critique) {
        String text = critique.strip();
        if (text.isEmpty()) {
            return prompts.feedbackWithoutText();
        }
        Prompt template = prompts.feedback();
        return new Prompt(template.id(), template.version(), template.text().replace(PromptSet.CRITIQUE, cut(text)));
    }

    private static String cut(String text) {
        if (text.length() <= MAX_CRITIQUE_LENGTH) {
            return text;
        }
        // Half of a surrogate pair would not survive the encoding to UTF-8.
        int end = Character.isHighSurrogate(text.charAt(MAX_CRITIQUE_LENGTH - 1))
                ? MAX_CRITIQUE_LENGTH - 1
                : MAX_CRITIQUE_LENGTH;
        return text.substring(0, end) + "…";
    }
}
