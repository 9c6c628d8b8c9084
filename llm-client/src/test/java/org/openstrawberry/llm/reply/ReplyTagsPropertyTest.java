package org.openstrawberry.llm.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.openstrawberry.llm.FinishReason;

class ReplyTagsPropertyTest {

    private static final String FALLBACK = "Step 3";

    @Property(tries = 5_000)
    void shouldAlwaysGiveATitleOfOneReadableLine(@ForAll("replies") String reply, @ForAll FinishReason finishReason) {
        String title = ReplyTags.parse(reply, finishReason, FALLBACK).title();

        assertThat(title).isNotBlank().hasSizeLessThanOrEqualTo(ReplyTags.MAX_TITLE_LENGTH);
        assertThat(title.codePoints()).noneMatch(Character::isISOControl);
    }

    @Property(tries = 5_000)
    void shouldNeverFindAnAnswerThatIsBlankOrNotInTheReply(
            @ForAll("replies") String reply, @ForAll FinishReason finishReason) {
        ReplyTags.parse(reply, finishReason, FALLBACK).finalAnswer().ifPresent(answer -> {
            assertThat(answer).isNotBlank().isEqualTo(answer.strip());
            assertThat(reply.length()).isGreaterThanOrEqualTo("<final_answer>".length() + answer.length());
        });
    }

    @Property(tries = 5_000)
    void shouldKeepATitleThatIsReadAgain(@ForAll("replies") String reply, @ForAll FinishReason finishReason) {
        String once = ReplyTags.parse(reply, finishReason, FALLBACK).title();

        String twice = ReplyTags.parse("<turn_title>" + once + "</turn_title>", FinishReason.STOP, FALLBACK)
                .title();

        assertThat(twice).isEqualTo(once);
    }

    @Property
    void shouldFindTheLastAnswerWhateverIsAround(
            @ForAll("replies") String before, @ForAll @NumericChars @StringLength(min = 1, max = 9) String answer) {
        String reply = before.replace("hink", "") + "\n<final_answer>" + answer + "</final_answer>\nThat is it.";

        assertThat(ReplyTags.parse(reply, FinishReason.STOP, FALLBACK).finalAnswer())
                .contains(answer);
    }

    @Property
    void shouldFindNothingWhereThereIsNoTag(@ForAll @AlphaChars @StringLength(max = 200) String reply) {
        assertThat(ReplyTags.parse(reply, FinishReason.LENGTH, FALLBACK).finalAnswer())
                .isEmpty();
    }

    /** Each would take hours with a scanner that starts again for each tag, or a backtracking pattern. */
    @Example
    void shouldReadHostileRepliesInLinearTime() {
        List<String> hostile = Stream.of(
                        "<",
                        "< ",
                        "<final_answer>",
                        "</final_answer>",
                        "<final_answer></final_answer>",
                        "<final_answer> </final_answer><turn_title>...</turn_title>",
                        "<turn_title>",
                        "<turn_title><final_answer>",
                        "<think>",
                        "</think>",
                        "<think></think>",
                        "<final_answer a",
                        "<final_answer ",
                        "<____",
                        "<-\\_",
                        "****",
                        "\n",
                        "```\n",
                        " ")
                .map(piece -> piece.repeat(ReplyTags.MAX_LENGTH / piece.length()))
                .toList();

        for (String reply : hostile) {
            long start = System.nanoTime();
            ReplyTags tags = ReplyTags.parse(reply, FinishReason.LENGTH, FALLBACK);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("time for %s", reply.substring(0, 10))
                    .isLessThan(Duration.ofSeconds(20));
            assertThat(tags.title()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> replies() {
        Arbitrary<String> pieces = Arbitraries.of(
                "<final_answer>",
                "</final_answer>",
                "<Final_Answer >",
                "< / final-answer>",
                "<turn_title>",
                "</turn_title>",
                "<thinking>",
                "</thinking>",
                "<think>",
                "</think>",
                "<b>",
                "</",
                "<",
                ">",
                "**",
                "_",
                "`",
                "```",
                "#",
                "- ",
                "| ",
                "\n",
                " ",
                "...",
                "…",
                "42",
                "so",
                "the answer is",
                "a longer run of words that fills a line",
                "😀",
                "\ud83d",
                "\u0000",
                "\u202e");
        Arbitrary<String> words = Arbitraries.strings().ofMaxLength(12);
        return Arbitraries.frequencyOf(Tuple.of(4, pieces), Tuple.of(1, words))
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }
}
