package org.openstrawberry.micro.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Sequence;
import org.openstrawberry.micro.text.Tokenizer;

class ConversationTest {

    private static final Tokenizer TOKENIZER = Tokenizer.standard();

    private final Conversation conversation = Conversation.about("A number")
            .with(Prompt.NEXT, "Step 1: add\n1+2=3")
            .with(Prompt.CHECK, "Answer: 3");

    @Test
    void shouldLearnRepliesWithTheirEndAndNothingElse() {
        // when
        Sequence sequence = conversation.sequence(TOKENIZER);

        // then
        StringBuilder learnt = new StringBuilder();
        int ends = 0;
        for (int i = 0; i < sequence.length(); i++) {
            if (sequence.isLearnt(i)) {
                learnt.append(TOKENIZER.decode(sequence.token(i)));
                ends += sequence.token(i) == Control.END.id() ? 1 : 0;
            }
        }
        assertThat(learnt).hasToString("Step 1: add\n1+2=3Answer: 3");
        assertThat(ends).isEqualTo(2);
    }

    @Test
    void shouldLeaveOutTurnsThatAreNotToBeLearnt() {
        Sequence sequence = conversation.sequence(TOKENIZER, turn -> turn.prompt() == Prompt.CHECK);
        assertThat(sequence.learntTokens()).isEqualTo(3);
        assertThat(sequence.length()).isEqualTo(conversation.sequence(TOKENIZER).length());
    }

    @Test
    void shouldAskAsItWillLearn() {
        // when
        int[] asked = conversation.before(1).ask(Prompt.CHECK, TOKENIZER);
        Sequence learnt = conversation.sequence(TOKENIZER);

        // then
        for (int i = 0; i < asked.length; i++) {
            assertThat(learnt.token(i)).isEqualTo(asked[i]);
        }
        assertThat(learnt.isLearnt(asked.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Step 1: add\n1+2=3",
                "Not yet.\nStep 4: divide\n39/3=13",
                "Answer: 42",
                "Nothing is left to work out: 42",
                "Step 1: add\n1+2=3\nStep 2: add\n3+2=5\nAnswer: 5",
                "something else"
            })
    void shouldShowRepliesSoThatTheyCanBeReadAgain(String reply) {
        assertThat(ReplyText.read(ReplyText.show(reply))).isEqualTo(reply);
    }

    @Test
    void shouldShowTitlesAndAnswersInElements() {
        assertThat(ReplyText.show("Not yet.\nStep 4: divide\n39/3=13"))
                .isEqualTo("Not yet.\n39/3=13\n<turn_title>Step 4: divide</turn_title>");
        assertThat(ReplyText.show("Answer: 42")).isEqualTo("<final_answer>42</final_answer>");
        assertThat(ReplyText.read("<final_answer> 42 </final_answer>")).isEqualTo("Answer: 42");
    }

    @Test
    void shouldFindTheLastAnswer() {
        assertThat(ReplyText.answer("Answer: 4\nAnswer: 15")).isEqualTo(OptionalInt.of(15));
        assertThat(ReplyText.answer("Nothing is left to work out: 42")).isEmpty();
        assertThat(ReplyText.answer("Answer: 99999999999999")).hasValue(999_999_999);
    }

    @Test
    void shouldTeachConversationsThatFitTheContext() {
        int early = 0;
        int late = 0;
        for (int index = 0; index < 600; index++) {
            Problem problem = new Problems(Split.TRAIN, 1).problem(Level.of(6), index);
            Conversation steps = Lessons.stepByStep(problem, index);
            Conversation once = Lessons.oneShot(problem);

            // then
            int context = ModelShape.demo(TOKENIZER.size()).context();
            assertThat(steps.sequence(TOKENIZER).length()).isLessThan(context - 30);
            assertThat(once.sequence(TOKENIZER).length()).isLessThan(context - 30);
            OptionalInt truth = OptionalInt.of(problem.answer());
            assertThat(ReplyText.answer(steps.turns().getLast().reply())).isEqualTo(truth);
            assertThat(ReplyText.answer(once.turns().getLast().reply())).isEqualTo(truth);
            early += steps.turns().stream().anyMatch(turn -> turn.reply().startsWith("Not yet.")) ? 1 : 0;
            late += steps.turns().stream().anyMatch(turn -> turn.reply().startsWith("Nothing is left")) ? 1 : 0;
        }
        assertThat(early).isBetween(250, 400);
        assertThat(late).isBetween(150, 270);
    }
}
