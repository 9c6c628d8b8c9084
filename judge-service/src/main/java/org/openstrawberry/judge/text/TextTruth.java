package org.openstrawberry.judge.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.InputLimits;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;

/**
 * A ground truth of words, or of mathematics that no other kind reads. Equal normal forms are correct. Unequal ones are
 * wrong when both are short plain words; else they are undecided, for the same thing can be said in another way.
 */
public final class TextTruth implements Truth {
    private static final int FEW_WORDS = 5;
    private static final List<String> ARTICLES = List.of("the ", "a ", "an ");

    private final String plain;
    private final String form;

    private TextTruth(String plain) {
        this.plain = plain;
        this.form = MathForm.of(plain);
    }

    /** The text that a ground truth is. */
    public static Truth read(String groundTruth) {
        return new TextTruth(plain(groundTruth));
    }

    @Override
    public Finding judge(Reply reply, Budget budget) {
        budget.spend(4L * reply.text().length());
        if (sameAs(plain(reply.text()))) {
            return correct("the reply", reply.text());
        }
        Optional<Extraction> found = isFormula(plain) ? reply.marked().or(reply::lastFormula) : reply.marked();
        return found.map(this::compare).orElseGet(() -> Finding.noAnswer("the reply marks no answer", reported(form)));
    }

    private Finding compare(Extraction extraction) {
        String answer = plain(extraction.text());
        String place = extraction.source().words();
        if (sameAs(answer)) {
            return correct(place, extraction.text());
        }
        String answerForm = reported(MathForm.of(answer));
        String reason = place + " reads otherwise than the ground truth";
        return isFewWords(plain) && (isFewWords(answer) || Words.hasDoubt(answer))
                ? Finding.incorrect(Rule.TEXT, reason, extraction.text(), answerForm, reported(form))
                : Finding.undecided(Rule.TEXT, reason, extraction.text(), answerForm, reported(form));
    }

    private Finding correct(String place, String text) {
        return Finding.correct(Rule.TEXT, place + " reads as the ground truth", text, reported(form), reported(form));
    }

    private boolean sameAs(String answer) {
        return MathForm.of(answer).equals(form)
                || (!isFormula(plain) && words(answer).equals(words(plain)));
    }

    private static boolean isFormula(String plain) {
        return plain.indexOf('\\') >= 0 || plain.indexOf('^') >= 0 || plain.indexOf('=') >= 0;
    }

    private static boolean isFewWords(String plain) {
        return !isFormula(plain)
                && Words.of(plain).size() <= FEW_WORDS
                && plain.chars().allMatch(sign -> Character.isLetter(sign) || " '-.,".indexOf(sign) >= 0);
    }

    /** Words in lower case with single spaces, without an article before. */
    private static String words(String plain) {
        String lower = String.join(" ", plain.toLowerCase(Locale.ROOT).strip().split("\\s++"));
        for (String article : ARTICLES) {
            if (lower.startsWith(article)) {
                return lower.substring(article.length());
            }
        }
        return lower;
    }

    private static String plain(String text) {
        return Trim.answer(Latex.strip(PlainText.of(text)));
    }

    private static String reported(String form) {
        return InputLimits.head(form, InputLimits.REPORTED);
    }
}
