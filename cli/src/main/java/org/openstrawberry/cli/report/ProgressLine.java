package org.openstrawberry.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.openstrawberry.cli.client.RunView;

/** One line about a run that goes on: a bar, traces, turns per second, accuracy so far, time left. */
public final class ProgressLine {
    /** Rates are those of the last seconds, so that a change shows soon and a hiccup does not. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int BAR = 24;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, long turns, long finished) {}

    /** Takes in what the run looks like now and words it. */
    public String update(RunView run, Instant now) {
        samples.addLast(new Sample(now, run.turns(), run.finished()));
        while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
        StringBuilder line = new StringBuilder(bar(run));
        line.append(' ').append(Numbers.count(run.finished()));
        line.append('/').append(Numbers.count(run.traces())).append(" traces");
        line.append("  ").append(Numbers.rate(turnsPerSecond())).append(" turns/s");
        run.accuracy()
                .ifPresent(accuracy -> line.append("  ")
                        .append(Numbers.percent(accuracy.value()))
                        .append(" right"));
        timeLeft(run)
                .ifPresent(left -> line.append("  ").append(Numbers.clock(left)).append(" left"));
        if (!run.status().equals("RUNNING")) {
            line.append("  ").append(run.status());
        }
        return line.toString();
    }

    private static String bar(RunView run) {
        int filled = run.traces() == 0 ? 0 : (int) Math.min(BAR, BAR * run.finished() / run.traces());
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
    }

    private double turnsPerSecond() {
        return perSecond(samples.getLast().turns() - samples.getFirst().turns());
    }

    private double perSecond(long difference) {
        double seconds =
                Duration.between(samples.getFirst().at(), samples.getLast().at())
                                .toMillis()
                        / 1000.0;
        return seconds <= 0 ? 0 : Math.max(0, difference) / seconds;
    }

    private Optional<Duration> timeLeft(RunView run) {
        double rate =
                perSecond(samples.getLast().finished() - samples.getFirst().finished());
        long left = run.traces() - run.finished();
        return rate <= 0 || left <= 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.round(left / rate)));
    }
}
