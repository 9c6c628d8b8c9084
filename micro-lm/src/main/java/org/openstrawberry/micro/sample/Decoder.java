package org.openstrawberry.micro.sample;

import java.util.Arrays;
import java.util.List;
import org.openstrawberry.micro.kernel.Matrix;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.ParameterLayout;
import org.openstrawberry.micro.network.Exponential;
import org.openstrawberry.micro.network.Products;
import org.openstrawberry.micro.network.RmsNorm;
import org.openstrawberry.micro.network.Rotation;
import org.openstrawberry.micro.network.SquaredRelu;

/**
 * Takes single positions of many slots through the network together, with cached keys and values. It computes what {@code
 * Transformer} computes, in the same order, so the numbers are the same to the bit.
 */
final class Decoder {

    private final ModelShape shape;
    private final ParameterLayout layout;
    private final float[] parameters;
    private final MatrixKernel kernel;
    private final Products products;
    private final Rotation rotation;
    private final float[] vectors;
    private final float[] normalised;
    private final float[] inverses;
    private final float[] qkv;
    private final float[] attended;
    private final float[] hidden;
    private final float[] squared;
    private final float[] scores;
    private final float[] logits;

    /**
     * Room for steps.
     *
     * @param parameters are read only
     * @param rows most positions of one step
     */
    Decoder(ModelShape shape, float[] parameters, MatrixKernel kernel, int rows) {
        this.shape = shape;
        this.parameters = parameters;
        this.kernel = kernel;
        layout = ParameterLayout.of(shape);
        products = new Products(kernel);
        rotation = new Rotation(shape);
        int width = shape.width();
        vectors = new float[rows * width];
        normalised = new float[rows * width];
        inverses = new float[rows];
        qkv = new float[rows * 3 * width];
        attended = new float[rows * width];
        hidden = new float[rows * shape.hidden()];
        squared = new float[rows * shape.hidden()];
        scores = new float[KeyValueCache.padded(shape.context())];
        logits = new float[rows * shape.vocabulary()];
    }

    /** Computes positions; those of one slot must be in their order. Their keys and values are then in the caches. */
    void step(List<Position> positions) {
        int width = shape.width();
        int rows = positions.size();
        for (int row = 0; row < rows; row++) {
            int from = layout.embedding().offset() + positions.get(row).token() * width;
            System.arraycopy(parameters, from, vectors, row * width, width);
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            attend(layer, positions);
            feedForward(layout.layer(layer), rows);
        }
    }

    private void attend(int layer, List<Position> positions) {
        ParameterLayout.Layer at = layout.layer(layer);
        int width = shape.width();
        int rows = positions.size();
        RmsNorm.forward(vectors, parameters, at.attentionGain().offset(), rows, width, normalised, inverses);
        Arrays.fill(qkv, 0, rows * 3 * width, 0);
        products.multiply(normalised, at.queryKeyValue(), parameters, qkv, rows);
        Arrays.fill(attended, 0, rows * width, 0);
        for (int row = 0; row < rows; row++) {
            Position position = positions.get(row);
            int offset = row * 3 * width;
            rotation.forward(qkv, offset, position.index());
            rotation.forward(qkv, offset + width, position.index());
            position.cache().put(layer, position.index(), qkv, offset);
            for (int head = 0; head < shape.heads(); head++) {
                attend(layer, head, row, position);
            }
        }
        products.multiply(attended, at.attentionOutput(), parameters, vectors, rows);
    }

    private void attend(int layer, int head, int row, Position position) {
        int headWidth = shape.headWidth();
        int visible = position.index() + 1;
        int columns = KeyValueCache.padded(visible);
        Arrays.fill(scores, 0, columns, 0);
        kernel.multiplyAdd(
                Matrix.of(qkv, row * 3 * shape.width() + head * headWidth, 1, headWidth),
                position.cache().keys(layer, head, columns),
                Matrix.of(scores, 0, 1, columns));
        Exponential.softmax(scores, 0, visible, (float) (1 / Math.sqrt(headWidth)));
        kernel.multiplyAdd(
                Matrix.of(scores, 0, 1, visible),
                position.cache().values(layer, head, visible),
                Matrix.of(attended, row * shape.width() + head * headWidth, 1, headWidth));
    }

    private void feedForward(ParameterLayout.Layer at, int rows) {
        int width = shape.width();
        int size = rows * shape.hidden();
        RmsNorm.forward(vectors, parameters, at.feedForwardGain().offset(), rows, width, normalised, inverses);
        Arrays.fill(hidden, 0, size, 0);
        products.multiply(normalised, at.feedForwardInput(), parameters, hidden, rows);
        SquaredRelu.forward(hidden, squared, size);
        products.multiply(squared, at.feedForwardOutput(), parameters, vectors, rows);
    }

    /**
     * Logits of some rows of the last step, vocabulary after vocabulary; valid until the next step.
     *
     * @param rows in increasing order
     */
    float[] logits(int[] rows, int count) {
        int width = shape.width();
        for (int i = 0; i < count; i++) {
            System.arraycopy(vectors, rows[i] * width, vectors, i * width, width);
        }
        RmsNorm.forward(vectors, parameters, layout.finalGain().offset(), count, width, normalised, inverses);
        Arrays.fill(logits, 0, count * shape.vocabulary(), 0);
        products.multiply(normalised, layout.head(), parameters, logits, count);
        return logits;
    }
}
