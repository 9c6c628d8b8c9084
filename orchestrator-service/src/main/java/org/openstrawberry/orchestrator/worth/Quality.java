package org.openstrawberry.orchestrator.worth;

import java.util.Optional;
import org.openstrawberry.orchestrator.report.Proportion;

/**
 * How a critic's words compare with the verdicts on the answers. A critic that says FAIL claims that the answer will be
 * wrong; what it said nothing about, or nothing readable, and answers that are undecided are left out.
 *
 * @param failedWrong FAIL, and the answer is wrong
 * @param failedRight FAIL, and the answer is right
 * @param passedWrong PASS, and the answer is wrong
 * @param passedRight PASS, and the answer is right
 */
public record Quality(long failedWrong, long failedRight, long passedWrong, long passedRight) {

    /** Nothing was said. */
    public static final Quality NONE = new Quality(0, 0, 0, 0);

    /** The same with more words of that kind. */
    public Quality plus(boolean failed, boolean right, long count) {
        return new Quality(
                failedWrong + (failed && !right ? count : 0),
                failedRight + (failed && right ? count : 0),
                passedWrong + (!failed && !right ? count : 0),
                passedRight + (!failed && right ? count : 0));
    }

    /** How many words can be compared. */
    public long total() {
        return failedWrong + failedRight + passedWrong + passedRight;
    }

    /** Of those that it failed, the share that is wrong; empty when it failed none. */
    public Optional<Proportion> precision() {
        return share(failedWrong, failedWrong + failedRight);
    }

    /** Of those that are wrong, the share that it failed; empty when none is wrong. */
    public Optional<Proportion> recall() {
        return share(failedWrong, failedWrong + passedWrong);
    }

    /** The share that it failed and is wrong, or passed and is right; empty when there is nothing to compare. */
    public Optional<Proportion> agreement() {
        return share(failedWrong + passedRight, total());
    }

    private static Optional<Proportion> share(long part, long whole) {
        return whole == 0 ? Optional.empty() : Optional.of(Proportion.wilson(part, whole));
    }
}
