package org.openstrawberry.verifier.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.store.critique.CritiqueSchedule.Window;
import org.openstrawberry.verifier.reply.CriticReply.Flaw;

class CriticReplyParserTest {
    private static final Window WINDOW = new Window(3, 5);
    private static final int LONGEST = 10_000;

    @Test
    void shouldReadAPass() {
        CriticReply reply = parse("""
                <verdict>PASS</verdict>
                <score>0.9</score>
                <first_wrong_turn></first_wrong_turn>
                <critique>All steps hold.</critique>
                """);
        assertThat(reply).isEqualTo(new CriticReply(CritiqueOutcome.PASS, 0.9, null, "All steps hold.", null));
    }

    @Test
    void shouldReadAFailure() {
        CriticReply reply = parse("""
                <verdict>FAIL</verdict><score>0.1</score><first_wrong_turn>4</first_wrong_turn>
                <critique>Turn 4 adds 2 and 3 to 6.</critique>
                """);
        assertThat(reply).isEqualTo(new CriticReply(CritiqueOutcome.FAIL, 0.1, 4, "Turn 4 adds 2 and 3 to 6.", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<VERDICT> pass </VERDICT>",
                "Here you are:\n<verdict>\nPASS\n</verdict>\nGood luck.",
                "```xml\n<verdict>PASS</verdict>\n```",
                "<verdict>PASS</verdict><verdict>Pass</verdict>",
                "<verdict>PASS</verdict><first_wrong_turn>none</first_wrong_turn><score></score>",
                "<think>maybe <verdict>FAIL</verdict></think><verdict>PASS</verdict>",
                "<verdict>PASS</verdict><critique>It says <verdict>FAIL</verdict> in turn 3.</critique>",
                "1 < 2 <b>so</b> <verdict>PASS</verdict>",
                "<verdict>PASS</verdict><score>1.0</score>",
                "<verdict>PASS</verdict><score>1</score>",
                "<verdict>PASS</verdict><score>.5</score>"
            })
    void shouldPass(String reply) {
        assertThat(parse(reply).outcome()).isEqualTo(CritiqueOutcome.PASS);
        assertThat(parse(reply).flaw()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_VERDICT | ''",
                "NO_VERDICT | PASS",
                "NO_VERDICT | The work is right, I pass it.",
                "NO_VERDICT | <verdict></verdict>",
                "NO_VERDICT | <verdict>PASS",
                "NO_VERDICT | <verdict>PASS</verdict><critique>It is ri",
                "NO_VERDICT | <critique><verdict>PASS</verdict></critique>",
                "NO_VERDICT | <think><verdict>PASS</verdict></think>",
                "NO_VERDICT | <think><verdict>PASS</verdict>",
                "NO_VERDICT | < verdict>PASS</verdict>",
                "BAD_VERDICT | <verdict>PASS or FAIL</verdict>",
                "BAD_VERDICT | <verdict>PASSED</verdict>",
                "BAD_VERDICT | <verdict>not PASS</verdict>",
                "BAD_VERDICT | <verdict><verdict>PASS</verdict></verdict>",
                "CONTRADICTION | <verdict>PASS</verdict><verdict>FAIL</verdict><critique>x</critique>",
                "CONTRADICTION | <verdict>FAIL</verdict><verdict>PASS</verdict>",
                "CONTRADICTION | <verdict>PASS</verdict><score>0.9</score><score>0.8</score>",
                "CONTRADICTION | <verdict>PASS</verdict><score>0.49</score>",
                "CONTRADICTION | <verdict>PASS</verdict><first_wrong_turn>4</first_wrong_turn>",
                "CONTRADICTION | <verdict>FAIL</verdict><score>0.5</score><critique>x</critique>",
                "CONTRADICTION | <verdict>FAIL</verdict><critique>a</critique><critique>b</critique>",
                "BAD_SCORE | <verdict>PASS</verdict><score>1.1</score>",
                "BAD_SCORE | <verdict>PASS</verdict><score>-0</score>",
                "BAD_SCORE | <verdict>PASS</verdict><score>8/10</score>",
                "BAD_SCORE | <verdict>PASS</verdict><score>90%</score>",
                "BAD_SCORE | <verdict>PASS</verdict><score>NaN</score>",
                "BAD_SCORE | <verdict>PASS</verdict><score>1e0</score>",
                "BAD_SCORE | <verdict>PASS</verdict><score>high</score>",
                "BAD_TURN | <verdict>FAIL</verdict><first_wrong_turn>2</first_wrong_turn><critique>x</critique>",
                "BAD_TURN | <verdict>FAIL</verdict><first_wrong_turn>6</first_wrong_turn><critique>x</critique>",
                "BAD_TURN | <verdict>FAIL</verdict><first_wrong_turn>-4</first_wrong_turn><critique>x</critique>",
                "BAD_TURN | <verdict>FAIL</verdict><first_wrong_turn>turn 4</first_wrong_turn><critique>x</critique>",
                "BAD_TURN | <verdict>FAIL</verdict><first_wrong_turn>99999999999</first_wrong_turn><critique>x</critique>",
                "NO_CRITIQUE | <verdict>FAIL</verdict><first_wrong_turn>4</first_wrong_turn>",
                "NO_CRITIQUE | <verdict>FAIL</verdict><critique>  </critique>"
            })
    void shouldNotKnow(Flaw flaw, String reply) {
        CriticReply read = parse(reply);
        assertThat(read.outcome()).isEqualTo(CritiqueOutcome.UNKNOWN);
        assertThat(read.flaw()).isEqualTo(flaw);
        assertThat(read.score()).isNull();
        assertThat(read.firstWrongTurn()).isNull();
    }

    @Test
    void shouldAcceptThatTheCriticDoesNotKnow() {
        CriticReply reply = parse("<verdict>UNKNOWN</verdict><critique>Too little is shown.</critique>");
        assertThat(reply).isEqualTo(new CriticReply(CritiqueOutcome.UNKNOWN, null, null, "Too little is shown.", null));
    }

    @Test
    void shouldKeepTheWordsOfACritiqueThatCannotBeReliedOn() {
        CriticReply reply = parse("<verdict>MAYBE</verdict><critique>Look at turn 4.</critique>");
        assertThat(reply.text()).isEqualTo("Look at turn 4.");
    }

    @Test
    void shouldNotReadWhatIsTooLong() {
        String reply = "<verdict>PASS</verdict>" + "x".repeat(LONGEST);
        assertThat(parse(reply)).isEqualTo(new CriticReply(CritiqueOutcome.UNKNOWN, null, null, null, Flaw.TOO_LONG));
    }

    private static CriticReply parse(String reply) {
        return CriticReplyParser.parse(reply, WINDOW, LONGEST);
    }

    @Test
    void shouldReadWhatIsRatedByItself() {
        // when
        CriticReply read = CriticReplyParser.parse(
                "<calculation>0.2</calculation><logic>0.9</logic><conditions>1</conditions><verdict>FAIL</verdict>"
                        + "<score>0.2</score><critique>7 + 5 is 12.</critique>",
                new Window(0, 2),
                10_000);

        // then
        assertThat(read.outcome()).isEqualTo(CritiqueOutcome.FAIL);
        assertThat(read.scores()).isEqualTo(Map.of("calculation", 0.2, "logic", 0.9, "conditions", 1.0));
    }

    @Test
    void shouldNotKnowWhatARatingContradictsOrHides() {
        assertThat(flaw("<logic>0.3</logic><verdict>PASS</verdict><score>0.9</score>"))
                .isEqualTo(Flaw.CONTRADICTION);
        assertThat(flaw("<logic>good</logic><verdict>PASS</verdict><score>0.9</score>"))
                .isEqualTo(Flaw.BAD_SCORE);
        assertThat(flaw("<logic>1</logic><logic>0.9</logic><verdict>PASS</verdict><score>0.9</score>"))
                .isEqualTo(Flaw.CONTRADICTION);
        assertThat(flaw("<logic>1<verdict>PASS</verdict><score>0.9</score>")).isEqualTo(Flaw.NO_VERDICT);
    }

    private static @Nullable Flaw flaw(String reply) {
        CriticReply read = CriticReplyParser.parse(reply, new Window(0, 2), 10_000);
        assertThat(read.outcome()).isEqualTo(CritiqueOutcome.UNKNOWN);
        assertThat(read.scores()).isEmpty();
        return read.flaw();
    }
}
