package org.openstrawberry.benchmarks.micro;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.evaluate.Examiner;
import org.openstrawberry.micro.evaluate.Manner;
import org.openstrawberry.micro.evaluate.Marks;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.score.Scorer;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;
import org.openstrawberry.micro.text.Sequence;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.micro.train.Example;

/**
 * What a model sampled, by problem: distinct traces that end with the right answer, and distinct ones that do not.
 *
 * @param groups one for each problem
 */
record Harvest(List<Group> groups) {

    private static final int REJECTED = 3;

    /** The traces of one problem. */
    record Group(List<Conversation> right, List<Conversation> wrong) {
        boolean isMixed() {
            return !right.isEmpty() && !wrong.isEmpty();
        }
    }

    /** Half of the problems are of the middle level, the others of all levels: what is not practised is forgotten. */
    static List<Problem> problems(int count, int middle, long seed) {
        Problems supply = new Problems(Split.CAMPAIGN, seed);
        List<Problem> problems = new ArrayList<>(supply.distinct(Level.of(middle), count / 2));
        List<Problem> others = new ArrayList<>();
        for (Level level : Level.ALL) {
            int share = Math.ceilDiv(count - problems.size(), Level.ALL.size());
            others.addAll(new Problems(Split.CAMPAIGN, seed + level.number()).distinct(level, share));
        }
        problems.addAll(others.subList(0, count - problems.size()));
        return problems;
    }

    /** So many samples of each problem at temperature 1. */
    static Harvest sample(Weights weights, List<Problem> problems, Manner manner, int samples, long seed) {
        List<Problem> repeated = problems.stream()
                .flatMap(problem -> Collections.nCopies(samples, problem).stream())
                .toList();
        try (Examiner examiner = new Examiner(weights, SamplerSettings.defaults(), seed)) {
            Marks marks = examiner.mark(repeated, manner, 1);
            BitSet solved = marks.right();
            List<Group> groups = new ArrayList<>();
            for (int from = 0; from < repeated.size(); from += samples) {
                groups.add(group(marks, solved, from, from + samples));
            }
            return new Harvest(groups);
        }
    }

    private static Group group(Marks marks, BitSet solved, int from, int to) {
        Set<Conversation> right = new LinkedHashSet<>();
        Set<Conversation> wrong = new LinkedHashSet<>();
        for (int i = from; i < to; i++) {
            (solved.get(i) ? right : wrong).add(marks.conversations().get(i));
        }
        return new Group(List.copyOf(right), List.copyOf(wrong));
    }

    /** Every right trace. */
    List<Example.Demonstration> demonstrations() {
        return groups.stream()
                .flatMap(group -> group.right().stream())
                .map(trace -> new Example.Demonstration(sequence(trace)))
                .toList();
    }

    /** Right traces against wrong ones of the same problem, at most three of each problem, with the reference's scores. */
    List<Example.Preference> preferences(Weights reference, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Scorer scorer = new Scorer(reference);
        List<Example.Preference> pairs = new ArrayList<>();
        for (Group group : groups.stream().filter(Group::isMixed).toList()) {
            for (Conversation wrong : group.wrong().stream().limit(REJECTED).toList()) {
                Sequence chosen =
                        sequence(group.right().get(random.nextInt(group.right().size())));
                Sequence rejected = sequence(wrong);
                double[] references = scorer.sums(List.of(chosen, rejected));
                pairs.add(new Example.Preference(chosen, rejected, references[0], references[1]));
            }
        }
        return pairs;
    }

    private static Sequence sequence(Conversation conversation) {
        return conversation.sequence(Tokenizer.standard());
    }

    @Override
    public String toString() {
        return groups.size() + " problems, "
                + groups.stream().filter(Group::isMixed).count() + " of them mixed, "
                + groups.stream().mapToInt(group -> group.right().size()).sum() + " distinct right traces";
    }
}
