package org.openstrawberry.micro.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The parameters of a model, which never change: training works on a copy and makes new weights. Safe to share between
 * threads.
 */
public final class Weights {

    private final ModelShape shape;
    private final ParameterLayout layout;
    private final long tokenizer;
    private final float[] parameters;

    private Weights(ModelShape shape, long tokenizer, float[] parameters) {
        this.shape = shape;
        this.layout = ParameterLayout.of(shape);
        this.tokenizer = tokenizer;
        this.parameters = parameters;
    }

    /**
     * Weights made of a copy of the parameters.
     *
     * @param tokenizer fingerprint of the tokenizer that the model was made for
     * @throws IllegalArgumentException if there are more or fewer parameters than the shape has, or one is not finite
     */
    public static Weights copyOf(ModelShape shape, long tokenizer, float[] parameters) {
        if (parameters.length != shape.parameters()) {
            throw new IllegalArgumentException(
                    parameters.length + " parameters instead of " + shape.parameters() + " for " + shape);
        }
        for (int i = 0; i < parameters.length; i++) {
            if (!Float.isFinite(parameters[i])) {
                throw new IllegalArgumentException("parameter " + i + " is " + parameters[i]);
            }
        }
        return new Weights(shape, tokenizer, parameters.clone());
    }

    /**
     * Weights before any training: gains are one; matrices are drawn evenly around zero, with a variance that keeps the
     * size of what goes through, and smaller where a layer adds to the residual stream, as in GPT-2.
     *
     * @param seed the same seed gives the same weights everywhere
     */
    public static Weights random(ModelShape shape, long tokenizer, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] parameters = new float[shape.parameters()];
        for (ParameterBlock block : ParameterLayout.of(shape).blocks()) {
            if (block.rows() == 1) {
                Arrays.fill(parameters, block.offset(), block.end(), 1);
                continue;
            }
            double limit = Math.sqrt(3) * deviation(block, shape);
            for (int i = block.offset(); i < block.end(); i++) {
                parameters[i] = (float) ((2 * random.nextDouble() - 1) * limit);
            }
        }
        return new Weights(shape, tokenizer, parameters);
    }

    private static double deviation(ParameterBlock block, ModelShape shape) {
        double even = 1 / Math.sqrt(block.rows());
        if (block.name().equals("embedding")) {
            return 0.5;
        }
        if (block.name().equals("head")) {
            return even / 4;
        }
        return block.name().endsWith("output") ? even / Math.sqrt(2.0 * shape.layers()) : even;
    }

    /** The sizes. */
    public ModelShape shape() {
        return shape;
    }

    /** Where each matrix lies in the array of parameters. */
    public ParameterLayout layout() {
        return layout;
    }

    /** Fingerprint of the tokenizer that the model was made for. */
    public long tokenizer() {
        return tokenizer;
    }

    /** A copy of all parameters, {@link #layout()} telling what they are. */
    public float[] copyOfParameters() {
        return parameters.clone();
    }

    /** Writes the parameters into an array of at least their number. */
    public void copyTo(float[] target) {
        System.arraycopy(parameters, 0, target, 0, parameters.length);
    }

    /**
     * Writes a file that {@link #load} reads; a file of that name is replaced at once, never half written.
     *
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        WeightsFile.write(this, file);
    }

    /**
     * Reads a file.
     *
     * @throws ModelFileException if it is no file of weights, of another version, damaged, cut off or too long
     * @throws IOException if it cannot be read
     */
    public static Weights load(Path file) throws IOException {
        return WeightsFile.read(file);
    }

    /**
     * Reads what {@link #save} wrote, to the end of the stream, such as from a resource.
     *
     * @throws ModelFileException if it is refused
     * @throws IOException if it cannot be read
     */
    public static Weights load(InputStream in) throws IOException {
        return WeightsFile.read(in);
    }

    /** Equal if shape, tokenizer and every bit of the parameters are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Weights that
                && shape.equals(that.shape)
                && tokenizer == that.tokenizer
                && Arrays.equals(parameters, that.parameters);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(parameters);
    }

    /** The shape, for messages. */
    @Override
    public String toString() {
        return "weights of " + shape;
    }
}
