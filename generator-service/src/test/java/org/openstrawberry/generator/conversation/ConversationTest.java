package org.openstrawberry.generator.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openstrawberry.generator.SampleTurns;
import org.openstrawberry.llm.Message;

class ConversationTest {
    @Test
    void shouldBeginTheNextTurnWithThisOneAndItsReply() {
        for (int turn = 0; turn < 5; turn++) {
            // given
            List<Message> request = Conversation.of("rules", SampleTurns.history(turn), "prompt " + turn);
            List<Message> shown = new ArrayList<>(request);
            shown.add(Message.assistant("reply " + turn));

            // when
            List<Message> next = Conversation.of("rules", SampleTurns.history(turn + 1), "prompt " + (turn + 1));

            // then
            assertThat(next.subList(0, shown.size())).isEqualTo(shown);
            assertThat(next).hasSize(shown.size() + 1).endsWith(Message.user("prompt " + (turn + 1)));
        }
    }

    @Test
    void shouldHaveNoSystemMessageWithoutASystemText() {
        // when / then
        assertThat(Conversation.of(null, History.EMPTY, "hello")).containsExactly(Message.user("hello"));
    }

    @Test
    void shouldSeedEachTurnOfATraceDifferentlyAndAlwaysAlike() {
        // when
        List<Integer> seeds = IntStream.range(0, 1_000)
                .map(index -> CallSeed.of(-42, index))
                .boxed()
                .toList();

        // then
        assertThat(seeds).doesNotHaveDuplicates().allMatch(seed -> seed >= 0);
        assertThat(CallSeed.of(-42, 7)).isEqualTo(seeds.get(7)).isNotEqualTo(CallSeed.of(-41, 7));
    }
}
