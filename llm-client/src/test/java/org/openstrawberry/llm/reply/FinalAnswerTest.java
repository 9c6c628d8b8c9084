package org.openstrawberry.llm.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.llm.FinishReason;

class FinalAnswerTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldFindTheFinalAnswer(String rule, String reply, String expected) {
        // when
        Optional<String> answer = answerOf(reply, FinishReason.STOP);

        // then
        assertThat(answer).contains(expected);
    }

    static Stream<Arguments> shouldFindTheFinalAnswer() {
        return Stream.of(
                arguments("plain", "So: <final_answer>42</final_answer>", "42"),
                arguments("stripped", "<final_answer>\n  42 \n</final_answer>", "42"),
                arguments("last wins", "<final_answer>41</final_answer> no, <final_answer>42</final_answer>", "42"),
                arguments(
                        "last non-empty wins", "<final_answer>42</final_answer> <final_answer> </final_answer>", "42"),
                arguments("mixed case", "<Final_Answer>42</FINAL_ANSWER>", "42"),
                arguments("space in tags", "< final_answer >42</ final_answer\n>", "42"),
                arguments("attributes", "<final_answer confidence=\"high\">42</final_answer>", "42"),
                arguments("hyphen", "<final-answer>42</final-answer>", "42"),
                arguments("escaped underscore", "<final\\_answer>42</final\\_answer>", "42"),
                arguments("code fence around", "```xml\n<final_answer>42</final_answer>\n```", "42"),
                arguments("code fence inside", "<final_answer>\n```\n42\n```\n</final_answer>", "42"),
                arguments("quoted as a whole", "`<final_answer>42</final_answer>`", "42"),
                arguments("bold around", "**<final_answer>42</final_answer>**", "42"),
                arguments("nested", "<final_answer><final_answer>42</final_answer></final_answer>", "42"),
                arguments(
                        "nested in words",
                        "<final_answer>it is <final_answer>42</final_answer> ok</final_answer>",
                        "42"),
                arguments("inside the title", "<turn_title>Done: <final_answer>42</final_answer></turn_title>", "42"),
                arguments("title inside", "<final_answer>42 <turn_title>Done</turn_title></final_answer>", "42"),
                arguments("several lines", "<final_answer>x = 1\ny = 2</final_answer>", "x = 1\ny = 2"),
                arguments("spaced digits are kept", "<final_answer>3 8 4 1</final_answer>", "3 8 4 1"),
                arguments("other tags are kept", "<final_answer><b>42</b></final_answer>", "<b>42</b>"),
                arguments("a sign", "<final_answer>+</final_answer>", "+"),
                arguments("a minus sign", "<final_answer>-</final_answer>", "-"),
                arguments("a comparison", "<final_answer>a < b</final_answer>", "a < b"),
                arguments("option in brackets", "<final_answer>(B)</final_answer>", "(B)"),
                arguments("a word", "<final_answer>No</final_answer>", "No"),
                arguments(
                        "mentioned before",
                        "I am sure, so I use <final_answer> now. <final_answer>42</final_answer>",
                        "42"),
                arguments(
                        "mentioned after",
                        "<final_answer>42</final_answer>\nThe value stands in the <final_answer> tags as asked.",
                        "42"),
                arguments("unclosed on its line", "Done.\n<final_answer>42\n<turn_title>End</turn_title>", "42"),
                arguments("unclosed in bold", "Done.\n**<final_answer>**42", "**42"),
                arguments("unclosed bare value", "The answer is <final_answer>42", "42"),
                arguments(
                        "draft in thinking",
                        "<thinking><final_answer>7</final_answer></thinking>" + "<final_answer>42</final_answer>",
                        "42"),
                arguments(
                        "draft after",
                        "<final_answer>42</final_answer>" + "<think>or <final_answer>7</final_answer>?</think>",
                        "42"),
                arguments(
                        "thought goes on before",
                        "<final_answer>7</final_answer>?\n</think>\n" + "<final_answer>42</final_answer>",
                        "42"),
                arguments("thinking inside the answer", "<final_answer><think>7?</think>42</final_answer>", "42"),
                arguments("all is thinking", "<thinking>so <final_answer>42</final_answer></thinking>", "42"),
                arguments(
                        "all but the title is thinking",
                        "<thinking><final_answer>42</final_answer></thinking>\n<turn_title>Check</turn_title>",
                        "42"),
                arguments("thinking never closed", "<thinking>hm\n<final_answer>42</final_answer>", "42"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n",
                "no tag at all, 42",
                "final_answer 42",
                "<final_answers>42</final_answers>",
                "<final_answer/>42",
                "42</final_answer>",
                "<final_answer>...</final_answer>",
                "<final_answer>…</final_answer>",
                "<final_answer>[your answer here]</final_answer>",
                "<final_answer>YOUR ANSWER</final_answer>",
                "<final_answer>{answer}</final_answer>",
                "<final_answer>___</final_answer>",
                "I would put it between <final_answer> and </final_answer>.",
                "I would put it between `<final_answer>` and `</final_answer>` tags.",
                "I will write \"<final_answer>\" once I am sure, and \"</final_answer>\" behind it.",
                "<final_answer><turn_title>Confidence check</turn_title></final_answer>",
                "I am not sure yet, so I do not use the <final_answer> tag.",
                "I am not sure yet, so there is no <final_answer> from me.",
                "I am not sure yet, so no <final_answer>.",
                "<thinking>maybe <final_answer>7</final_answer>?</thinking>\nLet me check that.",
            })
    void shouldNotTakeWhatIsNoAnswer(String reply) {
        assertThat(answerOf(reply, FinishReason.STOP)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<final_answer></final_answer>",
                "<final_answer> </final_answer>",
                "<final_answer>\n\n</final_answer>",
                "You asked for <final_answer> </final_answer> tags, but I am not sure.",
                "<final_answer> </final_answer> <final_answer></final_answer>",
                "<FINAL_ANSWER>\t</FINAL_ANSWER>",
            })
    @DisplayName("regression: echoed empty answer tag")
    void shouldNotEndOnAnEchoedEmptyTag(String reply) {
        assertThat(answerOf(reply, FinishReason.STOP)).isEmpty();
        assertThat(answerOf(reply, FinishReason.LENGTH)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldTakeTheRestOfACutReply(String rule, String reply, String expected) {
        assertThat(answerOf(reply, FinishReason.LENGTH)).contains(expected);
    }

    static Stream<Arguments> shouldTakeTheRestOfACutReply() {
        return Stream.of(
                arguments("in the answer", "It is <final_answer>the red bo", "the red bo"),
                arguments("before the closing tag", "It is <final_answer>42", "42"),
                arguments("in the closing tag", "It is <final_answer>42</final_ans", "42"),
                arguments("at its first character", "It is <final_answer>42 <", "42"),
                arguments("after the slash", "It is <final_answer>42</", "42"),
                arguments("in a fence", "```\n<final_answer>42\n```", "42"),
                arguments("in the title", "<final_answer>42\n<turn_title>En", "42"),
                arguments("in the second tag's name", "<final_answer>42</final_answer><final_answ", "42"),
                arguments("at an empty second", "<final_answer>42</final_answer>\n<final_answer>", "42"));
    }

    @Test
    void shouldNotTakeADraftOfAReplyCutInThought() {
        // given
        String reply = "<thinking>Perhaps <final_answer>7</final_answer>, but the second cond";

        // when
        Optional<String> answer = answerOf(reply, FinishReason.LENGTH);

        // then
        assertThat(answer).isEmpty();
    }

    @Test
    void shouldLimitTheLengthOfAnAnswer() {
        // given
        String reply = "<final_answer>" + "9".repeat(50_000) + "</final_answer>";

        // when
        Optional<String> answer = answerOf(reply, FinishReason.STOP);

        // then
        assertThat(answer.orElseThrow()).hasSize(ReplyTags.MAX_ANSWER_LENGTH).containsOnlyDigits();
    }

    @Test
    void shouldLookAtTheEndOfAnOverlongReply() {
        // given
        String reply =
                "<final_answer>1</final_answer>" + "x".repeat(ReplyTags.MAX_LENGTH) + "<final_answer>42</final_answer>";

        // when
        Optional<String> answer = answerOf(reply, FinishReason.STOP);

        // then
        assertThat(answer).contains("42");
    }

    @Test
    void shouldDropTheCharacterThatNoDatabaseKeeps() {
        assertThat(answerOf("<final_answer>4\0002</final_answer>", FinishReason.STOP))
                .contains("42");
    }

    private static Optional<String> answerOf(String reply, FinishReason finishReason) {
        return ReplyTags.parse(reply, finishReason, "Step 3").finalAnswer();
    }
}
