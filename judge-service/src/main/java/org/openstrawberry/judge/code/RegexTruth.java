package org.openstrawberry.judge.code;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.BudgetExceededException;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;
import org.openstrawberry.judge.text.Unread;

/** A ground truth that is a regular expression: the whole answer must match it. */
public final class RegexTruth implements Truth {
    private static final int LONGEST_PATTERN = 500;

    /** Java's matcher uses a stack frame for a character of some loops. */
    private static final int LONGEST_ANSWER = 1_000;

    private final Pattern pattern;

    private RegexTruth(Pattern pattern) {
        this.pattern = pattern;
    }

    /** The expression that a ground truth is; empty when it is none, or too long. */
    public static Optional<Truth> read(String groundTruth) {
        String text = groundTruth.strip();
        if (text.length() > LONGEST_PATTERN) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RegexTruth(Pattern.compile(text)));
        } catch (PatternSyntaxException noPattern) {
            return Optional.empty();
        }
    }

    @Override
    public Finding judge(Reply reply, Budget budget) {
        return reply.marked()
                .map(extraction -> compare(extraction, budget))
                .orElseGet(() -> Finding.noAnswer("the reply marks no answer", pattern.pattern()));
    }

    private Finding compare(Extraction extraction, Budget budget) {
        String text = extraction.text();
        if (text.length() > LONGEST_ANSWER) {
            throw new BudgetExceededException("an answer too long for a regular expression");
        }
        boolean matches = pattern.matcher(new CountedText(text, budget)).matches();
        String place = extraction.source().words();
        return matches
                ? Finding.correct(
                        Rule.REGEX, place + " matches the expression", text, Unread.form(text), pattern.pattern())
                : Finding.incorrect(
                        Rule.REGEX,
                        place + " does not match the expression",
                        text,
                        Unread.form(text),
                        pattern.pattern());
    }
}
