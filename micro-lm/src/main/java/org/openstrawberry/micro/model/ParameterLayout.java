package org.openstrawberry.micro.model;

import java.util.ArrayList;
import java.util.List;

/** Where each matrix lies in the one array of parameters; see {@link Layer} for what there is. */
public final class ParameterLayout {

    private final List<ParameterBlock> blocks = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final ParameterBlock embedding;
    private final ParameterBlock finalGain;
    private final ParameterBlock head;
    private int end;

    /**
     * The matrices of one layer, d being the width and f the hidden width.
     *
     * @param attentionGain 1 x d
     * @param queryKeyValue d x 3d: queries, keys and values side by side
     * @param attentionOutput d x d
     * @param feedForwardGain 1 x d
     * @param feedForwardInput d x f
     * @param feedForwardOutput f x d
     */
    public record Layer(
            ParameterBlock attentionGain,
            ParameterBlock queryKeyValue,
            ParameterBlock attentionOutput,
            ParameterBlock feedForwardGain,
            ParameterBlock feedForwardInput,
            ParameterBlock feedForwardOutput) {}

    private ParameterLayout(ModelShape shape) {
        int width = shape.width();
        embedding = block("embedding", shape.vocabulary(), width);
        for (int index = 0; index < shape.layers(); index++) {
            String prefix = "layer" + index + '.';
            layers.add(new Layer(
                    block(prefix + "attention.gain", 1, width),
                    block(prefix + "attention.query-key-value", width, 3 * width),
                    block(prefix + "attention.output", width, width),
                    block(prefix + "feed-forward.gain", 1, width),
                    block(prefix + "feed-forward.input", width, shape.hidden()),
                    block(prefix + "feed-forward.output", shape.hidden(), width)));
        }
        finalGain = block("final.gain", 1, width);
        head = block("head", width, shape.vocabulary());
    }

    /** The layout of models of a shape. */
    public static ParameterLayout of(ModelShape shape) {
        return new ParameterLayout(shape);
    }

    private ParameterBlock block(String name, int rows, int columns) {
        ParameterBlock block = new ParameterBlock(name, end, rows, columns);
        blocks.add(block);
        end = block.end();
        return block;
    }

    /** Every block, in the order of the array. */
    public List<ParameterBlock> blocks() {
        return List.copyOf(blocks);
    }

    /** The vectors of the tokens: vocabulary x d. */
    public ParameterBlock embedding() {
        return embedding;
    }

    /** The matrices of a layer, from 0. */
    public Layer layer(int index) {
        return layers.get(index);
    }

    /** The gains of the last norm: 1 x d. */
    public ParameterBlock finalGain() {
        return finalGain;
    }

    /** From vectors to the logits of the tokens: d x vocabulary; not tied to the embedding. */
    public ParameterBlock head() {
        return head;
    }
}
