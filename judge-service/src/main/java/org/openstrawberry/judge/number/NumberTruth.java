package org.openstrawberry.judge.number;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.expression.Rational;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;
import org.openstrawberry.judge.text.Unread;

/** A ground truth that is a number. Values are compared exactly. */
public final class NumberTruth implements Truth {
    private final Quantity truth;
    private final PercentPolicy percentPolicy;

    private NumberTruth(Quantity truth, PercentPolicy percentPolicy) {
        this.truth = truth;
        this.percentPolicy = percentPolicy;
    }

    /** The number that a ground truth is; empty when it is none. */
    public static Optional<Truth> read(String groundTruth, PercentPolicy policy, Budget budget) {
        return QuantityReader.read(groundTruth, budget).map(quantity -> new NumberTruth(quantity, policy));
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
        if (read.isEmpty()) {
            return unread(extraction);
        }
        Quantity answer = read.get();
        @Nullable Boolean same = same(answer, budget);
        String place = extraction.source().words() + " says " + answer.form();
        if (same == null) {
            return Finding.undecided(
                    Rule.NUMBER, place + ", of another thing than " + truth.form(), text, answer.form(), truth.form());
        }
        return same
                ? Finding.correct(
                        Rule.NUMBER, place + ", which equals " + truth.form(), text, answer.form(), truth.form())
                : Finding.incorrect(Rule.NUMBER, place + ", not " + truth.form(), text, answer.form(), truth.form());
    }

    /** One value in several boxes, written in several ways. */
    private boolean allSame(Extraction extraction, Budget budget) {
        return extraction.parts().stream()
                .allMatch(part -> QuantityReader.read(part, budget)
                        .map(answer -> same(answer, budget))
                        .orElse(false));
    }

    private Finding unread(Extraction extraction) {
        String form = Unread.form(extraction.text());
        String reason = extraction.source().words() + " is not one number";
        return Unread.mayBeRight(extraction.text())
                ? Finding.undecided(Rule.NUMBER, reason, extraction.text(), form, truth.form())
                : Finding.incorrect(Rule.NUMBER, reason, extraction.text(), form, truth.form());
    }

    /** "x = 3 + 4 = 7": what stands behind the last equals sign, when all before it are plain. */
    private static Optional<Quantity> afterEquals(String text, Budget budget) {
        int equals = text.lastIndexOf('=');
        boolean plain = equals > 0 && "<>!~".indexOf(text.charAt(equals - 1)) < 0 && text.indexOf('\n') < 0;
        if (!plain || org.openstrawberry.judge.text.Words.hasDoubt(text) || text.indexOf(',') >= 0) {
            return Optional.empty();
        }
        return QuantityReader.read(text.substring(equals + 1), budget);
    }

    /** Whether the answer is the same; null when it counts something else. */
    private @Nullable Boolean same(Quantity answer, Budget budget) {
        if (answer.percent() != truth.percent()) {
            return samePercent(answer, budget);
        }
        Unit answerUnit = answer.unit();
        Unit truthUnit = truth.unit();
        if (answerUnit != null && truthUnit != null) {
            return answerUnit.dimension().equals(truthUnit.dimension())
                    && answer.value()
                            .multiply(answerUnit.factor(), budget)
                            .equals(truth.value().multiply(truthUnit.factor(), budget));
        }
        boolean equal = answer.value().equals(truth.value());
        boolean sameThing = answer.words().isEmpty()
                || truth.words().isEmpty()
                || answer.words().stream()
                        .anyMatch(word -> truth.words().stream().anyMatch(other -> sameWord(word, other)));
        return (equal && !sameThing) ? null : Boolean.valueOf(equal);
    }

    private boolean samePercent(Quantity answer, Budget budget) {
        Quantity percent = answer.percent() ? answer : truth;
        Quantity plain = answer.percent() ? truth : answer;
        Rational hundredth = Rational.decimal("1", -2, budget);
        return percent.value().multiply(hundredth, budget).equals(plain.value())
                || (percentPolicy == PercentPolicy.LENIENT && percent.value().equals(plain.value()));
    }

    private static boolean sameWord(String word, String other) {
        return word.equals(other) || word.equals(other + "s") || other.equals(word + "s");
    }
}
