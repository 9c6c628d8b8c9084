package org.openstrawberry.orchestrator.problemset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.contracts.AnswerType;

/**
 * A problem that is about to be stored.
 *
 * @param groundTruth empty when the right answer is not known
 * @param sourceId the problem's own id where it comes from
 * @param recordings recorded outputs in order, by the recording's name
 */
public record ProblemDraft(
        String prompt,
        Optional<String> groundTruth,
        AnswerType answerType,
        Optional<String> sourceId,
        Optional<String> level,
        Optional<String> subject,
        Map<String, List<String>> recordings) {

    /** Most characters of a prompt. */
    public static final int MAX_PROMPT_LENGTH = 200_000;

    /** Most characters of a ground truth. */
    public static final int MAX_GROUND_TRUTH_LENGTH = 20_000;

    /** Most characters of an id, level, subject or recording's name. */
    public static final int MAX_LABEL_LENGTH = 500;

    /** Most recordings of a problem, by name. */
    public static final int MAX_RECORDINGS = 64;

    /** Most outputs of one recording. */
    public static final int MAX_OUTPUTS = 10_000;

    public ProblemDraft {
        recordings = copy(recordings);
    }

    /** A problem without anything around it. */
    public static ProblemDraft of(String prompt, Optional<String> groundTruth, AnswerType answerType) {
        return new ProblemDraft(
                prompt, groundTruth, answerType, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }

    /** Why the problem cannot be stored, as field and reason; empty when it can. */
    public List<Flaw> flaws() {
        List<Flaw> flaws = new ArrayList<>();
        checkText(flaws, "prompt", prompt, MAX_PROMPT_LENGTH);
        groundTruth.ifPresent(text -> checkText(flaws, "groundTruth", text, MAX_GROUND_TRUTH_LENGTH));
        sourceId.ifPresent(text -> checkText(flaws, "id", text, MAX_LABEL_LENGTH));
        level.ifPresent(text -> checkText(flaws, "level", text, MAX_LABEL_LENGTH));
        subject.ifPresent(text -> checkText(flaws, "subject", text, MAX_LABEL_LENGTH));
        if (recordings.size() > MAX_RECORDINGS) {
            flaws.add(new Flaw("recordings", "more than " + MAX_RECORDINGS + " names"));
        }
        recordings.forEach((name, outputs) -> {
            checkText(flaws, "recordings", name, MAX_LABEL_LENGTH);
            if (outputs.size() > MAX_OUTPUTS) {
                flaws.add(new Flaw("recordings." + name, "more than " + MAX_OUTPUTS + " outputs"));
            }
            outputs.forEach(output -> checkCharacters(flaws, "recordings." + name, output));
        });
        return List.copyOf(flaws);
    }

    /**
     * What is wrong with a problem.
     *
     * @param reason continues a sentence that begins with the field
     */
    public record Flaw(String field, String reason) {}

    private static void checkText(List<Flaw> flaws, String field, String text, int maxLength) {
        if (text.isBlank()) {
            flaws.add(new Flaw(field, "is blank"));
        } else if (text.length() > maxLength) {
            flaws.add(new Flaw(field, "has " + text.length() + " characters, more than the " + maxLength + " allowed"));
        } else {
            checkCharacters(flaws, field, text);
        }
    }

    private static void checkCharacters(List<Flaw> flaws, String field, String text) {
        Characters.flaw(text).ifPresent(reason -> flaws.add(new Flaw(field, reason)));
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> recordings) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        recordings.forEach((name, outputs) -> copy.put(name, List.copyOf(outputs)));
        return java.util.Collections.unmodifiableMap(copy);
    }
}
