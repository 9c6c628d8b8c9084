package org.openstrawberry.judge.number;

import java.util.Optional;
import org.openstrawberry.contracts.ElementOrder;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.comparison.Comparison;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;
import org.openstrawberry.judge.formula.Formula;
import org.openstrawberry.judge.formula.FormulaReader;
import org.openstrawberry.judge.text.MathForm;
import org.openstrawberry.judge.text.Unread;
import org.openstrawberry.judge.text.Words;
import org.openstrawberry.judge.value.Sameness;

/** A ground truth that is a number. */
public final class NumberTruth implements Truth {
    private final Quantity truth;
    private final String written;
    private final NumberPolicy policy;

    private NumberTruth(Quantity truth, String written, NumberPolicy policy) {
        this.truth = truth;
        this.written = written;
        this.policy = policy;
    }

    /** The number that a ground truth is; empty when it is none. */
    public static Optional<Truth> read(String groundTruth, NumberPolicy policy, Budget budget) {
        return QuantityReader.read(groundTruth, budget)
                .map(quantity -> new NumberTruth(quantity, MathForm.ofText(groundTruth), policy));
    }

    /** Whether two texts are the same number. */
    public static boolean isSame(String groundTruth, String answer, NumberPolicy policy, Budget budget) {
        Optional<Quantity> truth = QuantityReader.read(groundTruth, budget);
        Optional<Quantity> other = truth.isEmpty() ? truth : QuantityReader.read(answer, budget);
        return truth.isPresent()
                && other.isPresent()
                && new QuantityComparison(policy, budget).compare(truth.get(), other.get()) == Sameness.SAME;
    }

    @Override
    public Finding judge(Reply reply, Budget budget) {
        Optional<Extraction> found =
                reply.marked().or(reply::lastFormula).or(() -> LastNumber.in(reply.text(), budget));
        return found.map(extraction -> compare(extraction, budget))
                .orElseGet(() -> Finding.noAnswer("the reply states no number", truth.form()));
    }

    private Finding compare(Extraction extraction, Budget budget) {
        if (extraction.parts().size() > 1 && allSame(extraction, budget)) {
            return Finding.correct(
                    Rule.NUMBER, "all boxes say " + truth.form(), extraction.text(), truth.form(), truth.form());
        }
        String text = extraction.text();
        Optional<Quantity> read = QuantityReader.read(text, budget)
                .or(() -> NumberSentence.read(text, budget))
                .or(() -> afterEquals(text, budget));
        return read.map(answer -> finding(extraction, answer.form(), compare(answer, text, budget)))
                .orElseGet(() -> unread(extraction, budget));
    }

    /** What cannot be computed is still the same when it is written the same. */
    private Sameness compare(Quantity answer, String text, Budget budget) {
        Sameness same = new QuantityComparison(policy, budget).compare(truth, answer);
        return same == Sameness.UNKNOWN && MathForm.ofText(text).equals(written) ? Sameness.SAME : same;
    }

    private Finding finding(Extraction extraction, String form, Sameness same) {
        String place = extraction.source().words() + " says " + form;
        String text = extraction.text();
        return switch (same) {
            case SAME ->
                Finding.correct(Rule.NUMBER, place + ", which equals " + truth.form(), text, form, truth.form());
            case DIFFERENT -> Finding.incorrect(Rule.NUMBER, place + ", not " + truth.form(), text, form, truth.form());
            case UNKNOWN ->
                Finding.undecided(
                        Rule.NUMBER,
                        place + ", which cannot be compared with " + truth.form(),
                        text,
                        form,
                        truth.form());
        };
    }

    /** One value in several boxes, written in several ways. */
    private boolean allSame(Extraction extraction, Budget budget) {
        return extraction.parts().stream()
                .allMatch(part -> QuantityReader.read(part, budget)
                        .map(answer -> new QuantityComparison(policy, budget).compare(truth, answer) == Sameness.SAME)
                        .orElse(false));
    }

    /** Not one number: a list, an expression, or something that is not read. The same text is still the same. */
    private Finding unread(Extraction extraction, Budget budget) {
        String text = extraction.text();
        if (MathForm.ofText(text).equals(written)) {
            return finding(extraction, truth.form(), Sameness.SAME);
        }
        Optional<Formula> formula = FormulaReader.read(text, budget);
        if (formula.isPresent()) {
            boolean plain = truth.unit() == null && !truth.percent();
            Sameness same = new Comparison(ElementOrder.ANY, budget).compare(truth.value(), formula.get());
            return finding(extraction, Unread.form(text), plain ? same : same.and(Sameness.UNKNOWN));
        }
        String form = Unread.form(text);
        String reason = extraction.source().words() + " is not one number";
        return Unread.mayBeRight(text)
                ? Finding.undecided(Rule.NUMBER, reason, text, form, truth.form())
                : Finding.incorrect(Rule.NUMBER, reason, text, form, truth.form());
    }

    /** "x = 3 + 4 = 7": what stands behind the last equals sign, when all before it are plain. */
    private static Optional<Quantity> afterEquals(String text, Budget budget) {
        int equals = text.lastIndexOf('=');
        boolean plain = equals > 0 && "<>!~".indexOf(text.charAt(equals - 1)) < 0 && text.indexOf('\n') < 0;
        if (!plain || Words.hasDoubt(text) || text.indexOf(',') >= 0) {
            return Optional.empty();
        }
        return QuantityReader.read(text.substring(equals + 1), budget);
    }
}
