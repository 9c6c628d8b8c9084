package org.openstrawberry.orchestrator.pair;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Pairs the traces of one problem. Every correct trace, in an order that the seed draws, gets the incorrect one that is
 * closest to it in length and least often used: what is preferred then cannot be told by its length, which models trained
 * on preferences are prone to learn instead (<a href="https://arxiv.org/abs/2403.19159">Park et al., 2024</a>).
 */
public final class Pairing {
    private Pairing() {}

    /**
     * The pairs of a problem.
     *
     * @param position place of the problem in its set, from 0; part of what the order is drawn from
     * @param candidates judged traces of the problem, each either correct or incorrect
     */
    public static List<TracePair> pair(
            UUID problemId, int position, List<Candidate> candidates, PairingSettings settings) {
        List<Candidate> chosen = distinct(candidates, true);
        List<Candidate> rejected = distinct(candidates, false);
        if (rejected.isEmpty()) {
            return List.of();
        }
        Collections.shuffle(chosen, new Random(settings.seed() * 1_000_003 + position));
        int[] uses = new int[rejected.size()];
        Set<List<Integer>> made = new HashSet<>();
        List<TracePair> pairs = new ArrayList<>();
        long most = Math.min(settings.perProblem(), (long) chosen.size() * rejected.size());
        for (int turn = 0; pairs.size() < most; turn++) {
            int which = turn % chosen.size();
            Candidate correct = chosen.get(which);
            int partner = closest(correct, rejected, uses, which, made);
            if (partner >= 0) {
                uses[partner]++;
                made.add(List.of(which, partner));
                pairs.add(new TracePair(problemId, position, correct, rejected.get(partner)));
            }
        }
        return List.copyOf(pairs);
    }

    /** Of those not yet paired with it; -1 when there is none. */
    private static int closest(
            Candidate correct, List<Candidate> rejected, int[] uses, int which, Set<List<Integer>> made) {
        int best = -1;
        for (int i = 0; i < rejected.size(); i++) {
            if (made.contains(List.of(which, i))) {
                continue;
            }
            if (best < 0 || isCloser(correct, rejected, uses, i, best)) {
                best = i;
            }
        }
        return best;
    }

    private static boolean isCloser(Candidate correct, List<Candidate> rejected, int[] uses, int one, int other) {
        if (uses[one] != uses[other]) {
            return uses[one] < uses[other];
        }
        return distance(correct, rejected.get(one)) < distance(correct, rejected.get(other));
    }

    private static long distance(Candidate one, Candidate other) {
        return Math.abs(one.length() - other.length());
    }

    /** Of equal traces the first sample, in the order of the samples. */
    private static List<Candidate> distinct(List<Candidate> candidates, boolean correct) {
        Set<String> seen = new HashSet<>();
        List<Candidate> distinct = new ArrayList<>();
        candidates.stream()
                .filter(candidate -> candidate.correct() == correct)
                .sorted(Comparator.comparingInt(Candidate::sample))
                .filter(candidate -> seen.add(candidate.contentHash()))
                .forEach(distinct::add);
        return distinct;
    }
}
