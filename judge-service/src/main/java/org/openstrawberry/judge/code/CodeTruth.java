package org.openstrawberry.judge.code;

import java.util.Optional;
import java.util.regex.Pattern;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.InputLimits;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;

/**
 * A ground truth that is a piece of code, an identifier or brackets: case, signs and order count, spaces at the ends of
 * lines and the fence around it do not.
 */
public final class CodeTruth implements Truth {
    /** An identifier with an underscore or a call, arrows and double signs, a hexadecimal number, or only brackets. */
    private static final Pattern LOOKS_LIKE_CODE = Pattern.compile("^(?:[A-Za-z]\\w*_[A-Za-z]\\w+(?:\\(.*\\))?"
            + "|[A-Za-z_][\\w.]{1,60}\\(.*\\);?|0x[0-9A-Fa-f]+|[\\[\\](){}<>](?:\\s*[\\[\\](){}<>])+"
            + "|.*(?:->|::|&&|\\|\\||==|;$|\\breturn\\b).*)$");

    private static final int LONGEST = 300;

    private final String code;

    private CodeTruth(String code) {
        this.code = code;
    }

    /** The code that a ground truth is said to be. */
    public static Truth of(String groundTruth) {
        return new CodeTruth(bare(groundTruth));
    }

    /** The code that a ground truth looks like; empty when it looks like something else. */
    public static Optional<Truth> read(String groundTruth) {
        String bare = bare(groundTruth);
        boolean fenced = groundTruth.strip().startsWith("`");
        boolean code = bare.length() <= LONGEST
                && !bare.equals("{}")
                && bare.indexOf('\\') < 0
                && bare.indexOf('$') < 0
                && (fenced || LOOKS_LIKE_CODE.matcher(bare).matches());
        return code ? Optional.of(new CodeTruth(bare)) : Optional.empty();
    }

    @Override
    public Finding judge(Reply reply, Budget budget) {
        budget.spend(4L * reply.text().length());
        if (bare(reply.text()).equals(code)) {
            return correct("the reply", reply.text());
        }
        return reply.marked()
                .map(this::compare)
                .orElseGet(() -> Finding.noAnswer("the reply marks no answer", reported(code)));
    }

    private Finding compare(Extraction extraction) {
        String place = extraction.source().words();
        String answer = bare(extraction.text());
        return answer.equals(code)
                ? correct(place, extraction.text())
                : Finding.incorrect(
                        Rule.CODE,
                        place + " is not the same text",
                        extraction.text(),
                        reported(answer),
                        reported(code));
    }

    private Finding correct(String place, String text) {
        return Finding.correct(Rule.CODE, place + " is the same text", text, reported(code), reported(code));
    }

    private static String reported(String text) {
        return InputLimits.head(text, InputLimits.REPORTED);
    }

    /** Without a fence or backticks around, and with one kind of line end. */
    private static String bare(String text) {
        String bare = text.replace("\r\n", "\n").strip();
        if (bare.startsWith("```") && bare.endsWith("```") && bare.length() > 6) {
            int line = bare.indexOf('\n');
            bare = bare.substring(line < 0 ? 3 : line + 1, bare.length() - 3).strip();
        } else if (bare.startsWith("`") && bare.endsWith("`") && bare.length() > 2) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        StringBuilder lines = new StringBuilder(bare.length());
        for (String line : bare.split("\n", -1)) {
            lines.append(line.stripTrailing()).append('\n');
        }
        return lines.toString().strip();
    }
}
