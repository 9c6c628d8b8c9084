package org.openstrawberry.micro.conversation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Sequence;
import org.openstrawberry.micro.text.Tokenizer;

/**
 * A problem and the turns about it. In tokens: the problem's text, then for each turn the control token of its prompt, the
 * reply and the end token.
 *
 * @param problem what was asked
 * @param turns what followed
 */
public record Conversation(String problem, List<Turn> turns) {

    /** Keeps a copy of the turns. */
    public Conversation {
        turns = List.copyOf(turns);
    }

    /** A conversation that has only the problem yet. */
    public static Conversation about(String problem) {
        return new Conversation(problem, List.of());
    }

    /** The conversation with one more turn. */
    public Conversation with(Prompt prompt, String reply) {
        List<Turn> more = new ArrayList<>(turns);
        more.add(new Turn(prompt, reply));
        return new Conversation(problem, more);
    }

    /** The conversation as it was before a turn, counted from 0. */
    public Conversation before(int turn) {
        return new Conversation(problem, turns.subList(0, turn));
    }

    /** The tokens that ask for the reply to a prompt. */
    public int[] ask(Prompt prompt, Tokenizer tokenizer) {
        TokenList tokens = new TokenList();
        write(tokens, tokenizer, turn -> false);
        tokens.add(prompt.token(), false);
        return tokens.tokens();
    }

    /**
     * The conversation with every reply to be learnt, end tokens included.
     *
     * @throws IllegalArgumentException if there is no turn
     */
    public Sequence sequence(Tokenizer tokenizer) {
        return sequence(tokenizer, turn -> true);
    }

    /**
     * The conversation with some replies to be learnt; leave wrong steps out that a later turn repairs.
     *
     * @throws IllegalArgumentException if no turn is to be learnt
     */
    public Sequence sequence(Tokenizer tokenizer, Predicate<Turn> learnt) {
        TokenList tokens = new TokenList();
        write(tokens, tokenizer, learnt);
        return Sequence.of(tokens.tokens(), tokens.marks());
    }

    private void write(TokenList list, Tokenizer tokenizer, Predicate<Turn> learnt) {
        list.add(tokenizer.encode(problem), false);
        for (Turn turn : turns) {
            boolean mark = learnt.test(turn);
            list.add(turn.prompt().token(), false);
            list.add(tokenizer.encode(turn.reply()), mark);
            list.add(Control.END.id(), mark);
        }
    }

    /** Tokens with their marks, growing. */
    private static final class TokenList {
        private int[] tokens = new int[128];
        private boolean[] marks = new boolean[128];
        private int length;

        void add(int[] more, boolean mark) {
            for (int token : more) {
                add(token, mark);
            }
        }

        void add(int token, boolean mark) {
            if (length == tokens.length) {
                tokens = Arrays.copyOf(tokens, 2 * length);
                marks = Arrays.copyOf(marks, 2 * length);
            }
            tokens[length] = token;
            marks[length++] = mark;
        }

        int[] tokens() {
            return Arrays.copyOf(tokens, length);
        }

        boolean[] marks() {
            return Arrays.copyOf(marks, length);
        }
    }
}
