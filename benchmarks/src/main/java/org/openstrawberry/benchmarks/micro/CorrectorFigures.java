package org.openstrawberry.benchmarks.micro;

import java.util.List;
import java.util.Optional;
import org.openstrawberry.micro.critic.Doubt;
import org.openstrawberry.micro.evaluate.Accuracy;

/**
 * What doubts do to a model's own traces.
 *
 * @param repaired of the traces that end with their first wrong turn, those whose turn is then right
 * @param broken of the right traces, those of which a turn is then another
 */
record CorrectorFigures(Accuracy repaired, Accuracy broken) {

    static CorrectorFigures of(Doubt doubt, List<OwnTrace> traces, double threshold) {
        int repaired = 0;
        int wrong = 0;
        int broken = 0;
        for (OwnTrace trace : traces) {
            Optional<Doubt.Revision> revision = doubt.revise(trace.upToTheMistake(), threshold);
            if (trace.firstWrong().isPresent()) {
                wrong++;
                int turn = trace.firstWrong().getAsInt();
                repaired += revision.filter(made ->
                                        made.turn() == turn && made.reply().equals(trace.expected(turn)))
                                .isPresent()
                        ? 1
                        : 0;
            } else {
                broken += revision.filter(made -> !made.reply().equals(trace.expected(made.turn())))
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        return new CorrectorFigures(new Accuracy(repaired, wrong), new Accuracy(broken, traces.size() - wrong));
    }
}
