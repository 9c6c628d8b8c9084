package org.openstrawberry.judge;

import java.util.Optional;
import org.openstrawberry.judge.budget.Budget;
import org.openstrawberry.judge.budget.InputLimits;
import org.openstrawberry.judge.calendar.CalendarTruth;
import org.openstrawberry.judge.choice.ChoiceTruth;
import org.openstrawberry.judge.code.CodeTruth;
import org.openstrawberry.judge.code.RegexTruth;
import org.openstrawberry.judge.comparison.FormulaTruth;
import org.openstrawberry.judge.extraction.Extraction;
import org.openstrawberry.judge.extraction.Reply;
import org.openstrawberry.judge.finding.Truth;
import org.openstrawberry.judge.formula.FormulaReader;
import org.openstrawberry.judge.game24.Game24Truth;
import org.openstrawberry.judge.list.ListTruth;
import org.openstrawberry.judge.number.NumberTruth;
import org.openstrawberry.judge.text.TextTruth;
import org.openstrawberry.judge.yesno.BooleanTruth;

/** Finds the kind of a ground truth. A worked solution is reduced to the answer it marks. */
final class TruthReader {
    private TruthReader() {}

    /** The ground truth; empty when it cannot be what the policy's type says. */
    static Optional<Truth> read(String groundTruth, AnswerPolicy policy, Budget budget) {
        String text = answerOf(groundTruth);
        return switch (policy.type()) {
            case AUTO -> Optional.of(byItself(text, policy, budget));
            case NUMBER -> mathematical(text, policy, budget).or(() -> Optional.of(TextTruth.read(text)));
            case CHOICE -> ChoiceTruth.read(text).or(() -> Optional.of(TextTruth.read(text)));
            case TEXT -> Optional.of(TextTruth.read(text));
            case BOOLEAN -> BooleanTruth.read(text);
            case GAME24 -> Game24Truth.read(groundTruth);
            case CODE -> Optional.of(CodeTruth.of(groundTruth));
            case REGEX -> RegexTruth.read(groundTruth);
        };
    }

    private static Truth byItself(String text, AnswerPolicy policy, Budget budget) {
        return BooleanTruth.read(text)
                .or(() -> isSmallLetter(text) ? Optional.empty() : ChoiceTruth.read(text))
                .or(() -> CalendarTruth.read(text, budget))
                .or(() -> mathematical(text, policy, budget))
                .or(() -> CodeTruth.read(text))
                .or(() -> ListTruth.read(text, policy.order(), policy.numbers(), budget))
                .orElseGet(() -> TextTruth.read(text));
    }

    private static Optional<Truth> mathematical(String text, AnswerPolicy policy, Budget budget) {
        return NumberTruth.read(text, policy.numbers(), budget)
                .or(() -> isWords(text) ? Optional.empty() : FormulaTruth.read(text, policy.order(), budget));
    }

    /** Letters alone, more than one: a word or a name, however much it looks like a product of variables. */
    private static boolean isWords(String text) {
        return text.length() > 1
                && !FormulaReader.isSpoken(text)
                && text.chars().allMatch(sign -> Character.isLetter(sign) || sign == ' ');
    }

    /** A small letter by itself is a variable, not an option. */
    private static boolean isSmallLetter(String text) {
        return text.chars().filter(Character::isLetter).allMatch(Character::isLowerCase);
    }

    private static String answerOf(String groundTruth) {
        boolean worked =
                groundTruth.indexOf('\n') >= 0 || groundTruth.contains("####") || groundTruth.contains("\\boxed");
        String shown = groundTruth.strip();
        return worked && groundTruth.length() <= InputLimits.REPLY
                ? Reply.of(groundTruth).marked().map(Extraction::text).orElse(shown)
                : shown;
    }
}
