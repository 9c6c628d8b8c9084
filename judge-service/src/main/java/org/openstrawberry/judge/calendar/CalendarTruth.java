package org.openstrawberry.judge.calendar;

import java.time.LocalDate;
import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.finding.Finding;
import org.openstrawberry.judge.finding.Rule;
import org.openstrawberry.judge.finding.Truth;
import org.openstrawberry.judge.text.Latex;
import org.openstrawberry.judge.text.MathForm;
import org.openstrawberry.judge.text.PlainText;
import org.openstrawberry.judge.text.Trim;
import org.openstrawberry.judge.text.Unread;
import org.openstrawberry.judge.value.Sameness;

/**
 * A ground truth that is a date, a time of day or a ratio. "3:15" may be a time or a ratio: the same reading is correct,
 * a proportional one is undecided.
 */
public final class CalendarTruth implements Truth {
    private final String plain;
    private final Rule rule;

    private CalendarTruth(String plain, Rule rule) {
        this.plain = plain;
        this.rule = rule;
    }

    /** The date, time or ratio that a ground truth is; empty when it is none. */
    public static Optional<Truth> read(String groundTruth, Budget budget) {
        String plain = plain(groundTruth);
        return rule(plain, budget).map(rule -> new CalendarTruth(plain, rule));
    }

    private static Optional<Rule> rule(String plain, Budget budget) {
        if (DateReader.read(plain).isPresent()) {
            return Optional.of(Rule.DATE);
        }
        if (ClockTime.read(plain).isPresent()) {
            return Optional.of(Rule.TIME);
        }
        return Ratio.read(plain, budget).map(ratio -> Rule.RATIO);
    }

    @Override
    public Finding judge(Reply reply, Budget budget) {
        return reply.marked()
                .or(reply::lastFormula)
                .map(extraction -> finding(extraction, compare(plain(extraction.text()), budget)))
                .orElseGet(() -> Finding.noAnswer("the reply marks no " + rule.code(), plain));
    }

    private Sameness compare(String answer, Budget budget) {
        if (MathForm.of(answer).equalsIgnoreCase(MathForm.of(plain))) {
            return Sameness.SAME;
        }
        return switch (rule) {
            case DATE -> dates(answer);
            case TIME -> times(answer, budget);
            default -> ratios(answer, budget);
        };
    }

    private Sameness dates(String answer) {
        Optional<LocalDate> date = DateReader.read(answer);
        return date.isPresent() ? Sameness.of(date.equals(DateReader.read(plain))) : Sameness.DIFFERENT;
    }

    private Sameness times(String answer, Budget budget) {
        Optional<ClockTime> truth = ClockTime.read(plain);
        Optional<ClockTime> time = ClockTime.read(answer);
        if (truth.isPresent() && time.isPresent()) {
            return truth.get().compare(time.get());
        }
        return ratios(answer, budget) == Sameness.SAME ? Sameness.UNKNOWN : Sameness.DIFFERENT;
    }

    private Sameness ratios(String answer, Budget budget) {
        Optional<Ratio> truth = Ratio.read(plain, budget);
        Optional<Ratio> ratio = Ratio.read(answer, budget);
        return truth.isPresent() && ratio.isPresent() ? truth.get().compare(ratio.get(), budget) : Sameness.DIFFERENT;
    }

    private Finding finding(Extraction extraction, Sameness same) {
        String text = extraction.text();
        String form = Unread.form(text);
        String place = extraction.source().words() + " says " + form;
        return switch (same) {
            case SAME -> Finding.correct(rule, place + ", which is " + plain, text, form, plain);
            case DIFFERENT -> Finding.incorrect(rule, place + ", not " + plain, text, form, plain);
            case UNKNOWN -> Finding.undecided(rule, place + ", a ratio or a time", text, form, plain);
        };
    }

    private static String plain(String text) {
        return Trim.answer(Latex.strip(PlainText.of(text)));
    }
}
