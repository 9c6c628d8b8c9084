package org.openstrawberry.micro.guard;

import java.util.List;
import java.util.function.Function;
import org.openstrawberry.micro.evaluate.Accuracy;
import org.openstrawberry.micro.evaluate.Examiner;
import org.openstrawberry.micro.evaluate.Manner;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.task.Problem;

/**
 * How well weights solve problems that they are never trained on.
 *
 * @param problems one or more, of {@link org.openstrawberry.micro.task.Split#HELD_OUT}
 * @param manner in which they are solved
 * @param temperature 0 for greedily
 * @param settings of the sampler
 */
public record HeldOutProblems(List<Problem> problems, Manner manner, double temperature, SamplerSettings settings)
        implements Function<Weights, Accuracy> {

    private static final long SEED = 1;

    /** Keeps a copy of the problems. */
    public HeldOutProblems {
        problems = List.copyOf(problems);
    }

    @Override
    public Accuracy apply(Weights weights) {
        try (Examiner examiner = new Examiner(weights, settings, SEED)) {
            return examiner.mark(problems, manner, temperature).accuracy();
        }
    }
}
