package org.openstrawberry.judge.extraction;

import java.util.Optional;
import org.openstrawberry.judge.budget.InputLimits;

/**
 * What a model answered, and the places an answer may stand in. A marked answer that cannot be read is never replaced by
 * a weaker candidate: that would judge a fragment.
 */
public final class Reply {
    private final String text;

    private Reply(String text) {
        this.text = text;
    }

    /** The end of a reply, up to {@link InputLimits#REPLY}, without calculator marks. */
    public static Reply of(String answer) {
        return new Reply(CalculatorMarks.strip(InputLimits.tail(answer, InputLimits.REPLY))
                .strip());
    }

    /** The text that is looked at. */
    public String text() {
        return text;
    }

    /** Whether there is nothing to look at. */
    public boolean isBlank() {
        return text.isBlank();
    }

    /** The answer that the reply points out, by priority; or the whole reply when it is one short line. */
    public Optional<Extraction> marked() {
        Optional<Extraction> tagged = TagScanner.last(text)
                .map(content -> within(content).orElse(new Extraction(content, Source.FINAL_ANSWER_TAG)));
        return tagged.or(() -> within(text)).or(this::whole);
    }

    /** The last formula, when no digit stands behind it. */
    public Optional<Extraction> lastFormula() {
        return Formulas.last(text)
                .filter(formula -> text.substring(formula.end()).chars().noneMatch(Character::isDigit))
                .map(formula -> new Extraction(formula.content().strip(), Source.LAST_MATHEMATICS));
    }

    /** The last line that is not blank. */
    public Extraction lastLine() {
        int start = text.lastIndexOf('\n') + 1;
        return new Extraction(text.substring(start).strip(), Source.LAST_LINE);
    }

    private static Optional<Extraction> within(String content) {
        return BoxScanner.last(content)
                .or(() -> PhraseScanner.lastHashes(content).map(found -> new Extraction(found, Source.HASHES)))
                .or(() -> PhraseScanner.last(content).map(found -> new Extraction(found, Source.PHRASE)));
    }

    private Optional<Extraction> whole() {
        boolean oneLine = !text.isBlank() && text.length() <= InputLimits.ANSWER_LINE && text.indexOf('\n') < 0;
        return oneLine ? Optional.of(new Extraction(text, Source.WHOLE_REPLY)) : Optional.empty();
    }
}
