package org.openstrawberry.micro.text;

import java.util.Arrays;

/** Tokens, each of them either given or to be learnt. Never changes. */
public final class Sequence {

    private final int[] tokens;
    private final boolean[] learnt;
    private final int learntTokens;

    private Sequence(int[] tokens, boolean[] learnt) {
        this.tokens = tokens;
        this.learnt = learnt;
        int count = 0;
        for (boolean one : learnt) {
            count += one ? 1 : 0;
        }
        learntTokens = count;
    }

    /**
     * A sequence.
     *
     * @param learnt whether each token is to be learnt; the first cannot be, because nothing stands before it
     * @throws IllegalArgumentException if there are fewer than two tokens, the arrays differ in length, no token is to be
     *     learnt, or the first is
     */
    public static Sequence of(int[] tokens, boolean[] learnt) {
        if (tokens.length < 2 || tokens.length != learnt.length) {
            throw new IllegalArgumentException(tokens.length + " tokens with " + learnt.length + " marks");
        }
        Sequence sequence = new Sequence(tokens.clone(), learnt.clone());
        if (learnt[0] || sequence.learntTokens == 0) {
            throw new IllegalArgumentException("some token is to be learnt, but not the first");
        }
        return sequence;
    }

    /**
     * A prompt that is given and a reply that is to be learnt.
     *
     * @throws IllegalArgumentException if one of them is empty
     */
    public static Sequence of(int[] prompt, int[] reply) {
        int[] tokens = Arrays.copyOf(prompt, prompt.length + reply.length);
        System.arraycopy(reply, 0, tokens, prompt.length, reply.length);
        boolean[] learnt = new boolean[tokens.length];
        Arrays.fill(learnt, prompt.length, tokens.length, true);
        return of(tokens, learnt);
    }

    /** Number of tokens. */
    public int length() {
        return tokens.length;
    }

    /** The token at an index. */
    public int token(int index) {
        return tokens[index];
    }

    /** Whether the token at an index is to be learnt. */
    public boolean isLearnt(int index) {
        return learnt[index];
    }

    /** How many tokens are to be learnt. */
    public int learntTokens() {
        return learntTokens;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sequence that
                && Arrays.equals(tokens, that.tokens)
                && Arrays.equals(learnt, that.learnt);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(tokens) + Arrays.hashCode(learnt);
    }
}
