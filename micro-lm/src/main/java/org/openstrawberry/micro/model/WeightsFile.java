package org.openstrawberry.micro.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Files of weights: a {@link ModelFile} with one array. */
final class WeightsFile {

    private static final String KIND = "OSMICROW";

    private WeightsFile() {}

    static void write(Weights weights, Path file) throws IOException {
        new ModelFile(weights.shape(), weights.tokenizer(), 0, List.of(weights.copyOfParameters())).write(KIND, file);
    }

    static Weights read(Path file) throws IOException {
        return weights(ModelFile.read(KIND, 1, file));
    }

    static Weights read(InputStream in) throws IOException {
        return weights(ModelFile.read(KIND, 1, in));
    }

    private static Weights weights(ModelFile file) {
        return Weights.copyOf(file.shape(), file.tokenizer(), file.arrays().getFirst());
    }
}
