package org.openstrawberry.model.catalog;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.Sampler;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.score.Scorer;
import org.openstrawberry.model.http.ApiException;

/** A model in memory: it samples and scores. Safe for any number of threads. */
public final class LoadedModel {
    private static final long PATIENCE_SECONDS = 10;

    private final String id;
    private final String fingerprint;
    private final Weights weights;
    private final Sampler sampler;
    private final ReentrantLock scoring = new ReentrantLock(true);
    private @Nullable Scorer scorer;

    LoadedModel(String id, Weights weights, SamplerSettings settings) {
        this.id = id;
        this.weights = weights;
        fingerprint = "fp_%08x".formatted(31 * weights.hashCode() + Long.hashCode(weights.tokenizer()));
        sampler = new Sampler(weights, settings);
    }

    /** The name. */
    public String id() {
        return id;
    }

    /** Tells apart what computes: it changes when the weights or the tokenizer do. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Most tokens of a conversation. */
    public int context() {
        return weights.shape().context();
    }

    /** Samples. */
    public Sampler sampler() {
        return sampler;
    }

    /**
     * Computes something with the likelihoods of given text. One caller is served at a time.
     *
     * @throws ApiException if others keep it busy for long
     */
    public <T> T score(Function<Scorer, T> work) {
        try {
            if (!scoring.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw ApiException.busy("Too many critiques of '" + id + "' are under way.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("interrupted", "The service stops.");
        }
        try {
            if (scorer == null) {
                scorer = new Scorer(weights);
            }
            return work.apply(scorer);
        } finally {
            scoring.unlock();
        }
    }

    void close() {
        sampler.close();
    }
}
