package org.openstrawberry.micro.evaluate;

import java.util.List;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.Sampler;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.text.Tokenizer;

/** Has a model solve problems and marks what it did. The same weights, problems and seed give the same marks anywhere. */
public final class Examiner implements AutoCloseable {

    private final Sampler sampler;
    private final long seed;

    /**
     * An examiner of a model, whose threads run until it is closed.
     *
     * @param weights made for {@link Tokenizer#standard()}
     * @param seed of every draw
     */
    public Examiner(Weights weights, SamplerSettings settings, long seed) {
        sampler = new Sampler(weights, settings);
        this.seed = seed;
    }

    /**
     * Problems solved in a manner.
     *
     * @param problems one or more
     * @param temperature 0 for greedily
     */
    public Marks mark(List<Problem> problems, Manner manner, double temperature) {
        Solver solver = new Solver(sampler, Tokenizer.standard(), temperature, seed);
        return new Marks(problems, solver.solve(problems, manner));
    }

    /** Ends the threads. */
    @Override
    public void close() {
        sampler.close();
    }
}
