package org.openstrawberry.model;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.text.Tokenizer;

/** A folder of its own and a small untrained base model. */
public class SmallBase implements QuarkusTestResourceLifecycleManager {
    static Weights weights() {
        Tokenizer tokenizer = Tokenizer.standard();
        ModelShape shape = new ModelShape(tokenizer.size(), 32, 1, 2, 64, 256);
        return Weights.random(shape, tokenizer.fingerprint(), 5);
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "model-test");
            Path base = folder.resolve("base.weights");
            weights().save(base);
            return Map.of(
                    "strawberry.model.data",
                    folder.resolve("data").toString(),
                    "strawberry.model.base-weights",
                    base.toString(),
                    "strawberry.model.jobs.held-out-problems",
                    "4",
                    "strawberry.model.sampling.queue",
                    "64");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
