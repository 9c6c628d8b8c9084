package org.openstrawberry.llm.limit.pace;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A bucket as the textbook has it, to compare the database's arithmetic with. Times in microseconds. */
final class BucketModel {

    /** One use of the bucket. */
    record Use(long moment, long weight) {}

    private BucketModel() {}

    /**
     * The first stretch of uses that took more than the rate allows in its time plus the burst; uses that weigh more than
     * the burst count as the burst. Empty if there is none.
     */
    static Optional<String> overuse(List<Use> uses, Rate rate, long slackMicros) {
        return IntStream.range(0, uses.size())
                .boxed()
                .flatMap(from -> overuseFrom(uses, from, rate, slackMicros).stream())
                .findFirst();
    }

    private static Optional<String> overuseFrom(List<Use> uses, int from, Rate rate, long slackMicros) {
        double sum = 0;
        for (int to = from; to < uses.size(); to++) {
            Use use = uses.get(to);
            // What was used before and up to here must have flowed in by now, or have been in the bucket at first.
            sum += Math.min(use.weight(), rate.burst());
            double allowed =
                    rate.burst() + (use.moment() - uses.get(from).moment() + slackMicros) / rate.intervalMicros();
            if (sum > allowed + 1e-6) {
                return Optional.of("%d uses from %d: %.3f of %.3f".formatted(to - from + 1, from, sum, allowed));
            }
            sum += use.weight() - Math.min(use.weight(), rate.burst());
        }
        return Optional.empty();
    }
}
