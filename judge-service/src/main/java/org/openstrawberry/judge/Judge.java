package org.openstrawberry.judge;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.BudgetExceededException;
import org.openstrawberry.judge.budget.InputLimits;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.extraction.Source;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;

/**
 * Compares an answer with the ground truth. Exact, bounded, without state, and closed to fragments: what cannot be read
 * as a whole is never correct.
 */
public final class Judge {
    /** Version of the rules. It changes with every change that can change a verdict. */
    public static final String VERSION = "2";

    private Judge() {}

    /**
     * Judges one answer.
     *
     * @param answer the answer, or the whole reply that holds it; only its last {@link InputLimits#REPLY} characters are
     *     looked at
     * @param groundTruth the right answer, or a worked solution that marks it
     */
    public static Judgement judge(String answer, String groundTruth, AnswerPolicy policy) {
        return judge(answer, groundTruth, policy, Budget.standard());
    }

    static Judgement judge(String answer, String groundTruth, AnswerPolicy policy, Budget budget) {
        Finding finding;
        try {
            finding = find(Reply.of(answer), groundTruth, policy, budget);
        } catch (BudgetExceededException exceeded) {
            finding = undecided(Rule.BUDGET, "given up: " + exceeded.getMessage());
        }
        return judgement(finding);
    }

    private static Finding find(Reply reply, String groundTruth, AnswerPolicy policy, Budget budget) {
        if (groundTruth.isBlank() || groundTruth.length() > InputLimits.REPLY) {
            return undecided(Rule.NO_GROUND_TRUTH, "the ground truth is blank or too long");
        }
        if (reply.isBlank()) {
            return Finding.incorrect(Rule.BLANK, "the answer is blank", "", "", "");
        }
        budget.spend(reply.text().length());
        Optional<Extraction> cut = reply.marked().filter(extraction -> extraction.source() == Source.UNCLOSED_BOX);
        if (cut.isPresent()) {
            return undecided(Rule.NO_ANSWER, "the box of the answer is not closed");
        }
        Optional<Truth> truth = TruthReader.read(groundTruth, policy, budget);
        return truth.map(found -> found.judge(reply, budget))
                .orElseGet(() -> undecided(
                        Rule.NO_GROUND_TRUTH,
                        "the ground truth is no " + policy.type().name()));
    }

    private static Finding undecided(Rule rule, String reason) {
        return new Finding(VerdictOutcome.UNDECIDED, rule, reason, null, "", "");
    }

    private static Judgement judgement(Finding finding) {
        return new Judgement(
                finding.outcome(),
                finding.rule().code(),
                VERSION,
                line(finding.reason()),
                reported(finding.extracted()),
                InputLimits.head(finding.answerForm(), InputLimits.REPORTED),
                InputLimits.head(finding.groundTruthForm(), InputLimits.REPORTED));
    }

    private static String line(String reason) {
        return InputLimits.head(reason.replace('\n', ' '), InputLimits.REPORTED);
    }

    /** Without NULs and halves of characters, which cannot be stored. */
    private static @Nullable String reported(@Nullable String extracted) {
        return extracted == null || extracted.isEmpty()
                ? null
                : InputLimits.head(storable(extracted), InputLimits.REPORTED);
    }

    private static String storable(String text) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return whole.replace('\0', ' ');
    }
}
