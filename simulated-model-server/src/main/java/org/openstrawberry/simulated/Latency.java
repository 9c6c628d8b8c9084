package org.openstrawberry.simulated;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long the model thinks before it answers. */
public sealed interface Latency {

    /** No delay. */
    Latency NONE = new Fixed(Duration.ZERO);

    /** One delay, drawn. */
    Duration draw(RandomGenerator random);

    /** Always the same delay. */
    record Fixed(Duration delay) implements Latency {
        @Override
        public Duration draw(RandomGenerator random) {
            return delay;
        }
    }

    /** Every delay between two is equally likely. */
    record Uniform(Duration least, Duration most) implements Latency {
        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if the least is above the most or negative
         */
        public Uniform {
            if (least.isNegative() || least.compareTo(most) > 0) {
                throw new IllegalArgumentException("uniform latency from " + least + " to " + most);
            }
        }

        @Override
        public Duration draw(RandomGenerator random) {
            return least.plusNanos(random.nextLong(most.minus(least).toNanos() + 1));
        }
    }

    /**
     * Log-normal, as the delays of real services are: half are below the median, few are far above.
     *
     * @param median half of the delays are below
     * @param sigma standard deviation of the logarithm, 0.5 being typical
     * @param most no delay is longer
     */
    record LogNormal(Duration median, double sigma, Duration most) implements Latency {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if sigma is negative or the median above the most
         */
        public LogNormal {
            if (!(sigma >= 0) || median.compareTo(most) > 0) {
                throw new IllegalArgumentException(
                        "log-normal latency with median " + median + ", sigma " + sigma + ", most " + most);
            }
        }

        @Override
        public Duration draw(RandomGenerator random) {
            double nanos = (double) median.toNanos() * Math.exp(sigma * random.nextGaussian());
            return Duration.ofNanos((long) Math.min(nanos, (double) most.toNanos()));
        }
    }

    /** Always so many milliseconds. */
    static Latency ofMillis(long millis) {
        return new Fixed(Duration.ofMillis(millis));
    }
}
