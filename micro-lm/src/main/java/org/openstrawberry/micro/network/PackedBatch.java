package org.openstrawberry.micro.network;

import java.util.List;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.text.Sequence;

/**
 * Sequences one behind the other, without padding. The last token of each is only a target, so a sequence of n tokens
 * takes n - 1 rows.
 */
public final class PackedBatch {

    private final int[] starts;
    private final int[] tokens;
    private final int[] targets;
    private final int[] targetRows;
    private final int[] targetSequences;
    private int targetCount;

    /**
     * Packs sequences.
     *
     * @throws IllegalArgumentException if one is longer than the context or has a token outside of the vocabulary
     */
    public PackedBatch(List<Sequence> sequences, ModelShape shape) {
        starts = new int[sequences.size() + 1];
        for (int i = 0; i < sequences.size(); i++) {
            if (rows(sequences.get(i)) >= shape.context()) {
                throw new IllegalArgumentException("a sequence of "
                        + sequences.get(i).length() + " tokens is longer than the context of " + shape.context());
            }
            starts[i + 1] = starts[i] + rows(sequences.get(i));
        }
        tokens = new int[starts[sequences.size()]];
        targets = new int[tokens.length];
        targetRows = new int[tokens.length];
        targetSequences = new int[tokens.length];
        for (int i = 0; i < sequences.size(); i++) {
            pack(i, sequences.get(i), shape.vocabulary());
        }
    }

    /** Rows that a sequence takes. */
    public static int rows(Sequence sequence) {
        return sequence.length() - 1;
    }

    private void pack(int index, Sequence sequence, int vocabulary) {
        for (int i = 0; i < sequence.length(); i++) {
            int token = sequence.token(i);
            if (token < 0 || token >= vocabulary) {
                throw new IllegalArgumentException("token " + token + " is not in a vocabulary of " + vocabulary);
            }
            if (i < sequence.length() - 1) {
                tokens[starts[index] + i] = token;
            }
            if (sequence.isLearnt(i)) {
                targets[targetCount] = token;
                targetRows[targetCount] = starts[index] + i - 1;
                targetSequences[targetCount++] = index;
            }
        }
    }

    int sequences() {
        return starts.length - 1;
    }

    /** First row of a sequence; of the one behind the last: the number of rows. */
    int start(int sequence) {
        return starts[sequence];
    }

    /** Rows of a sequence. */
    int length(int sequence) {
        return starts[sequence + 1] - starts[sequence];
    }

    int rows() {
        return tokens.length;
    }

    int token(int row) {
        return tokens[row];
    }

    /** Number of tokens to be learnt. */
    public int targets() {
        return targetCount;
    }

    /** The token that is to be learnt. */
    int target(int index) {
        return targets[index];
    }

    /** The row that predicts it. */
    int targetRow(int index) {
        return targetRows[index];
    }

    /** The sequence that a target belongs to. */
    public int targetSequence(int index) {
        return targetSequences[index];
    }
}
