package org.openstrawberry.verifier.vote;

import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.contracts.CritiqueOutcome;

/** Takes votes until more than half of all critics agree, or no longer can. Used by one thread. */
public final class Ballot {
    private final int voters;
    private final List<Vote> votes = new ArrayList<>();

    /**
     * Nobody has voted.
     *
     * @param voters how many are asked at most, an odd number
     * @throws IllegalArgumentException if it is even or not positive
     */
    public Ballot(int voters) {
        if (voters < 1 || voters % 2 == 0) {
            throw new IllegalArgumentException("an odd number of votes decides, not " + voters);
        }
        this.voters = voters;
    }

    /** Counts another vote. */
    public void add(Vote vote) {
        votes.add(vote);
    }

    /** How many have voted. */
    public int size() {
        return votes.size();
    }

    /** Whether further votes would change nothing. */
    public boolean isDecided() {
        int left = voters - votes.size();
        boolean agreed = has(CritiqueOutcome.PASS, 0) || has(CritiqueOutcome.FAIL, 0);
        boolean mayAgree = has(CritiqueOutcome.PASS, left) || has(CritiqueOutcome.FAIL, left);
        return agreed || !mayAgree;
    }

    /** What the votes come to; UNKNOWN unless more than half of all critics agree. */
    public Majority result() {
        CritiqueOutcome outcome = CritiqueOutcome.UNKNOWN;
        if (has(CritiqueOutcome.PASS, 0)) {
            outcome = CritiqueOutcome.PASS;
        } else if (has(CritiqueOutcome.FAIL, 0)) {
            outcome = CritiqueOutcome.FAIL;
        }
        return new Majority(outcome, votes);
    }

    private boolean has(CritiqueOutcome outcome, int more) {
        return 2 * (count(outcome) + more) > voters;
    }

    private int count(CritiqueOutcome outcome) {
        return (int) votes.stream().filter(vote -> vote.outcome() == outcome).count();
    }
}
