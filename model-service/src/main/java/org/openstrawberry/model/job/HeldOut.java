package org.openstrawberry.model.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.micro.evaluate.Accuracy;
import org.openstrawberry.micro.evaluate.Solver;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.Sampler;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.model.http.Json;

/**
 * Sampled accuracy on problems that no training sees, at the middle level.
 *
 * @param oneShot in one reply
 * @param stepByStep in a conversation
 */
record HeldOut(Accuracy oneShot, Accuracy stepByStep) {
    private static final int MIDDLE = 3;
    private static final int SLOTS = 32;
    private static final long SEED = 20_260_101;

    /** Measures. Takes a second or so for 200 problems. */
    static HeldOut of(Weights weights, int count) {
        Problems source = new Problems(Split.HELD_OUT, SEED);
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            problems.add(source.problem(Level.of(MIDDLE), i));
        }
        try (Sampler sampler =
                new Sampler(weights, SamplerSettings.defaults().withThreads(1).withSlots(SLOTS))) {
            Solver solver = new Solver(sampler, Tokenizer.standard(), 1, SEED);
            return new HeldOut(
                    Solver.accuracy(problems, solver.oneShot(problems)),
                    new Conversing(sampler, weights.shape().context(), SEED).accuracy(problems));
        }
    }

    /** Whether this is worse than another by more than three standard errors, either way. */
    boolean isFarBelow(HeldOut before) {
        return isFarBelow(oneShot, before.oneShot) || isFarBelow(stepByStep, before.stepByStep);
    }

    private static boolean isFarBelow(Accuracy now, Accuracy before) {
        double error = Math.hypot(now.standardError(), before.standardError());
        return now.share() < before.share() - 3 * error;
    }

    ObjectNode view() {
        return Json.object()
                .put("held_out_one_shot", oneShot.share())
                .put("held_out_conversation", stepByStep.share())
                .put("held_out_n", oneShot.total());
    }
}
