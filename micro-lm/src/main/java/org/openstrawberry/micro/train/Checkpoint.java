package org.openstrawberry.micro.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openstrawberry.micro.model.ModelFile;
import org.openstrawberry.micro.model.ModelFileException;
import org.openstrawberry.micro.model.Weights;

/** Weights in the middle of training, with what the optimiser remembers. Never changes. */
public final class Checkpoint {

    private static final String KIND = "OSMICROC";

    private final Weights weights;
    private final float[] means;
    private final float[] squares;
    private final long steps;

    Checkpoint(Weights weights, float[] means, float[] squares, long steps) {
        this.weights = weights;
        this.means = means.clone();
        this.squares = squares.clone();
        this.steps = steps;
    }

    /** The weights. */
    public Weights weights() {
        return weights;
    }

    /** Steps done. */
    public long steps() {
        return steps;
    }

    float[] means() {
        return means.clone();
    }

    float[] squares() {
        return squares.clone();
    }

    /**
     * Writes a file that {@link #load} reads; a file of that name is replaced at once, never half written.
     *
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        List<float[]> arrays = List.of(weights.copyOfParameters(), means, squares);
        new ModelFile(weights.shape(), weights.tokenizer(), steps, arrays).write(KIND, file);
    }

    /**
     * Reads a file.
     *
     * @throws ModelFileException if it is no checkpoint, of another version, damaged, cut off or too long
     * @throws IOException if it cannot be read
     */
    public static Checkpoint load(Path file) throws IOException {
        ModelFile content = ModelFile.read(KIND, 3, file);
        List<float[]> arrays = content.arrays();
        Weights weights = Weights.copyOf(content.shape(), content.tokenizer(), arrays.getFirst());
        return new Checkpoint(weights, arrays.get(1), arrays.get(2), content.step());
    }
}
