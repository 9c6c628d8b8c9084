package org.openstrawberry.llm.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.llm.FinishReason;

class TitleTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldFindTheTitle(String rule, String reply, String expected) {
        // when
        String title = titleOf(reply, FinishReason.STOP);

        // then
        assertThat(title).isEqualTo(expected);
    }

    static Stream<Arguments> shouldFindTheTitle() {
        return Stream.of(
                arguments("plain", "Two plus two.\n<turn_title>Add the numbers</turn_title>", "Add the numbers"),
                arguments("mixed case", "x <Turn_Title>Add</TURN_TITLE>", "Add"),
                arguments("space in tags", "x < turn_title >Add</ turn_title >", "Add"),
                arguments("last wins", "<turn_title>One</turn_title> <turn_title>Two</turn_title>", "Two"),
                arguments("last non-empty", "<turn_title>One</turn_title> <turn_title> </turn_title>", "One"),
                arguments("no placeholder", "<turn_title>One</turn_title> <turn_title>...</turn_title>", "One"),
                arguments("in a code fence", "```\n<turn_title>Add</turn_title>\n```", "Add"),
                arguments("Markdown inside", "<turn_title>**Add** the `sum`</turn_title>", "Add the sum"),
                arguments("several lines", "<turn_title>\nAdd\nthem\n</turn_title>", "Add them"),
                arguments("unclosed", "Text.\n<turn_title>Add them\n", "Add them"),
                arguments("only talked about", "First words.\nI end with <turn_title> tags", "First words."),
                arguments(
                        "outside thinking first",
                        "<turn_title>Real</turn_title>" + "<thinking><turn_title>Draft</turn_title></thinking> text",
                        "Real"),
                arguments("inert markup", "<turn_title><script>alert(1)</script></turn_title>", "alert(1)"),
                arguments("first words", "The sum is five. More.\nAnd so on", "The sum is five. More."),
                arguments("first line that says something", "\n\n---\n```python\n# Step one\nfoo", "Step one"),
                arguments("heading", "## Restate the problem\ntext", "Restate the problem"),
                arguments("bullet", "- first point\n- second", "first point"),
                arguments("negative number", "-5 is a root", "-5 is a root"),
                arguments("multiplication stays", "2 * 3 and 2*3 are 6", "2 * 3 and 2*3 are 6"),
                arguments("snake case stays", "call do_it now", "call do_it now"),
                arguments("comparison stays", "3 < 5 and 7 > 2", "3 < 5 and 7 > 2"),
                arguments("tags are dropped", "<step>Count the letters</step>", "Count the letters"),
                arguments("of an answer alone", "<final_answer>42</final_answer>", "42"),
                arguments("not the draft", "<thinking>hm, hm</thinking>\nSo it is even.", "So it is even."),
                arguments("thinking when nothing else", "<thinking>It may be even.</thinking>", "It may be even."),
                arguments(
                        "at a word's end",
                        "The first thing to notice about this puzzle is that all of the digits differ",
                        "The first thing to notice about this puzzle is that all of…"),
                arguments("non-Latin", "これは偶数です", "これは偶数です"),
                arguments("sign alone is no title", "***\n!!!\n", "Step 3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                " \t\n\n",
                "\n\n<turn_title></turn_title>",
                "<turn_title> </turn_title>\n",
                "<turn_title>\u200e</turn_title>",
                "```\n```",
                "\u0000\u0001",
                "<thinking>cut in tho"
            })
    @DisplayName("regression: blank title")
    void shouldNeverBeBlank(String reply) {
        assertThat(titleOf(reply, FinishReason.LENGTH)).isEqualTo("Step 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Text.\n<turn_title>Add the num",
                "Text.\n<turn_title>Add the num</turn_t",
                "<turn_title>Add the num<"
            })
    void shouldTakeTheRestOfACutTitle(String reply) {
        assertThat(titleOf(reply, FinishReason.LENGTH)).isEqualTo("Add the num");
    }

    @Test
    void shouldStartWithWordsWhenTheReplyStartsWithANewline() {
        assertThat(titleOf("\n\n  Okay, let's verify.", FinishReason.STOP)).isEqualTo("Okay, let's verify.");
    }

    @Test
    void shouldCutAWordThatIsLongerThanATitle() {
        // when
        String title = titleOf("😀".repeat(100), FinishReason.STOP);

        // then
        assertThat(title).hasSizeLessThanOrEqualTo(ReplyTags.MAX_TITLE_LENGTH).matches("(😀)+…");
    }

    @Test
    void shouldRefuseABlankFallback() {
        assertThatThrownBy(() -> ReplyTags.parse("text", FinishReason.STOP, " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
    }

    private static String titleOf(String reply, FinishReason finishReason) {
        return ReplyTags.parse(reply, finishReason, "Step 3").title();
    }
}
