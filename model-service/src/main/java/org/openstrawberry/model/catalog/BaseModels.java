package org.openstrawberry.model.catalog;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.model.ModelConfig;

/** Finds the base model: a configured file, or the one that the library brings. */
@Singleton
public class BaseModels {
    @Produces
    @Singleton
    BaseModel base(ModelConfig config) {
        Optional<Path> file = config.baseWeights();
        try {
            Weights weights =
                    file.isPresent() ? Weights.load(file.get()) : org.openstrawberry.micro.base.BaseModel.weights();
            if (weights.tokenizer() != Tokenizer.standard().fingerprint()) {
                throw new IllegalStateException("the base model was made for another tokenizer");
            }
            return new BaseModel(config.baseName(), weights);
        } catch (IOException e) {
            throw new UncheckedIOException("the base model cannot be read", e);
        }
    }
}
