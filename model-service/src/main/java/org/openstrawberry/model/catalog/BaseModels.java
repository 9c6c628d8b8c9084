package org.openstrawberry.model.catalog;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.model.ModelConfig;

/** Finds the base model: a configured file, or the one that the library brings. */
@Singleton
public class BaseModels {
    /** Where the library has its trained weights. */
    static final String RESOURCE = "/org/openstrawberry/micro/base/base.weights";

    private static final Logger LOG = Logger.getLogger(BaseModels.class);

    @Produces
    @Singleton
    BaseModel base(ModelConfig config) {
        Optional<Path> file = config.baseWeights();
        try {
            Weights weights = file.isPresent() ? Weights.load(file.get()) : fromLibrary();
            if (weights.tokenizer() != Tokenizer.standard().fingerprint()) {
                throw new IllegalStateException("the base model was made for another tokenizer");
            }
            return new BaseModel(config.baseName(), weights);
        } catch (IOException e) {
            throw new UncheckedIOException("the base model cannot be read", e);
        }
    }

    private static Weights fromLibrary() throws IOException {
        try (InputStream in = Weights.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                LOG.warn("the library brings no trained base model; this one knows nothing");
                Tokenizer tokenizer = Tokenizer.standard();
                return Weights.random(ModelShape.demo(tokenizer.size()), tokenizer.fingerprint(), 1);
            }
            return Weights.load(in);
        }
    }
}
