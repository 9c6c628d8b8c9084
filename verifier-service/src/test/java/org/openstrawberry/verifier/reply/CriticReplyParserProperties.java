package org.openstrawberry.verifier.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.store.critique.CritiqueSchedule.Window;

/** What holds for every reply, however strange. */
class CriticReplyParserProperties {
    private static final int LONGEST = 100_000;

    @Property
    void shouldReadWhateverComes(@ForAll("replies") String reply, @ForAll @IntRange(max = 9) int from) {
        // when
        CriticReply read = CriticReplyParser.parse(reply, new Window(from, from + 2), LONGEST);

        // then
        if (read.outcome() != CritiqueOutcome.UNKNOWN) {
            assertThat(read.flaw()).isNull();
            assertThat(reply.toLowerCase(Locale.ROOT)).contains("<verdict>", "</verdict>");
        }
        if (read.outcome() == CritiqueOutcome.PASS) {
            assertThat(read.firstWrongTurn()).isNull();
        }
        Double score = read.score();
        if (score != null) {
            assertThat(score).isBetween(0.0, 1.0);
            assertThat(score >= 0.5).isEqualTo(read.outcome() == CritiqueOutcome.PASS);
        }
        Integer turn = read.firstWrongTurn();
        if (turn != null) {
            assertThat(turn).isBetween(from, from + 2);
        }
    }

    @Property
    void shouldReadBackWhatWasSaid(
            @ForAll boolean pass,
            @ForAll @DoubleRange(max = 0.49) double distance,
            @ForAll @IntRange(min = 3, max = 5) int turn,
            @ForAll("words") String words) {
        // given
        String score = String.format(Locale.ROOT, "%.4f", pass ? 1 - distance : distance);
        String reply =
                "<verdict>%s</verdict><score>%s</score><first_wrong_turn>%s</first_wrong_turn><critique>%s</critique>"
                        .formatted(pass ? "PASS" : "FAIL", score, pass ? "" : turn, words);

        // when
        CriticReply read = CriticReplyParser.parse(reply, new Window(3, 5), LONGEST);

        // then
        assertThat(read)
                .isEqualTo(new CriticReply(
                        pass ? CritiqueOutcome.PASS : CritiqueOutcome.FAIL,
                        Double.valueOf(score),
                        pass ? null : turn,
                        words,
                        null));
    }

    @Property
    void shouldNeverPassWhenCutBeforeItsEnd(@ForAll @IntRange(max = 110) int length) {
        String reply =
                "<critique>All is well.</critique><score>0.9</score><first_wrong_turn></first_wrong_turn><verdict>PASS</verdict>";
        CriticReply read = CriticReplyParser.parse(reply.substring(0, length), new Window(0, 2), LONGEST);
        assertThat(read.outcome()).isEqualTo(CritiqueOutcome.UNKNOWN);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(40);
    }

    /** Scraps of well-formed and malformed replies in any order. */
    @Provide
    Arbitrary<String> replies() {
        Arbitrary<String> scraps = Arbitraries.of(
                "<verdict>",
                "</verdict>",
                "PASS",
                "FAIL",
                "UNKNOWN",
                "<verdict>PASS</verdict>",
                "<verdict>FAIL</verdict>",
                "<score>",
                "</score>",
                "0.9",
                "<score>0.9</score>",
                "<score>0.1</score>",
                "1",
                "-1",
                "2",
                "<first_wrong_turn>",
                "</first_wrong_turn>",
                "<first_wrong_turn>3</first_wrong_turn>",
                "<critique>",
                "</critique>",
                "<critique>why</critique>",
                "<think>",
                "</think>",
                "<",
                ">",
                "İ",
                "\u0000",
                "\n",
                " ");
        Arbitrary<String> anything = Arbitraries.strings().ofMaxLength(20);
        return Arbitraries.frequencyOf(Tuple.of(5, scraps), Tuple.of(1, anything))
                .list()
                .ofMaxSize(14)
                .map((List<String> parts) -> parts.stream().collect(Collectors.joining()));
    }
}
