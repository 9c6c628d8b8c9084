package org.openstrawberry.cli.report;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstrawberry.cli.client.BudgetView;
import org.openstrawberry.cli.client.RunView;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.VerdictOutcome;

/** A run in a dozen lines, and whether all went well. */
public final class RunReport {
    private RunReport() {}

    /** Several lines about the run. */
    public static String of(RunView run, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(title(run, now));
        if (!run.model().isBlank()) {
            lines.add(line("model", run.model() + (run.mode().isBlank() ? "" : "  " + run.mode())));
        }
        lines.add(line("problems", Numbers.count(run.problems())));
        lines.add(line("traces", Numbers.count(run.finished()) + " of " + Numbers.count(run.traces()) + " finished"));
        lines.add(line("turns", turns(run, now)));
        run.accuracy().ifPresent(accuracy -> lines.add(line("accuracy", accuracy(run, accuracy))));
        addCounts(lines, "verdicts", run.verdicts());
        addCounts(lines, "ended by", run.endReasons());
        addCounts(lines, "failed by", run.errorCodes());
        if (!run.passAtK().isEmpty()) {
            lines.add(line("pass@k", passAtK(run.passAtK())));
        }
        lines.add(line("tokens", tokens(run.tokens())));
        lines.add(line("cost", cost(run)));
        run.budget().ifPresent(budget -> lines.add(line("budget", budget(budget, run.currency()))));
        return String.join(System.lineSeparator(), lines);
    }

    /** Whether the run came to its end and every trace ended by itself. */
    public static boolean isSuccess(RunView run) {
        boolean stopped =
                run.budget().filter(budget -> !budget.stopped().isEmpty()).isPresent();
        return !stopped
                && run.status().equals(RunStatus.FINISHED.name())
                && run.finished() == run.traces()
                && !run.endReasons().containsKey(EndReason.POISONED.name())
                && !run.endReasons().containsKey(EndReason.PROVIDER_ERROR.name());
    }

    private static String title(RunView run, Instant now) {
        String name = run.name().isBlank() ? "" : " \"" + run.name() + "\"";
        String duration = run.duration(now)
                .map(time -> (run.isOver() ? " in " : " for ") + Numbers.duration(time))
                .orElse("");
        return "Run " + run.id() + name + ": " + run.status() + duration;
    }

    private static String turns(RunView run, Instant now) {
        double seconds = run.duration(now).map(Duration::toMillis).orElse(0L) / 1000.0;
        return Numbers.count(run.turns())
                + (seconds > 0 ? "  (" + Numbers.rate(run.turns() / seconds) + " a second)" : "");
    }

    private static String accuracy(RunView run, RunView.Accuracy accuracy) {
        StringBuilder text = new StringBuilder(Numbers.percent(accuracy.value()));
        if (accuracy.low().isPresent() && accuracy.high().isPresent()) {
            text.append("  (")
                    .append(Numbers.percent(accuracy.low().getAsDouble()))
                    .append(" to ")
                    .append(Numbers.percent(accuracy.high().getAsDouble()))
                    .append(" with 95 % confidence)");
        }
        Long correct = run.verdicts().get(VerdictOutcome.CORRECT.name());
        if (correct != null) {
            text.append("  ").append(Numbers.count(correct)).append(" right");
        }
        return text.toString();
    }

    private static void addCounts(List<String> lines, String label, Map<String, Long> counts) {
        String text = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey() + " " + Numbers.count(entry.getValue()))
                .collect(Collectors.joining("  "));
        if (!text.isEmpty()) {
            lines.add(line(label, text));
        }
    }

    private static String passAtK(Map<String, Double> shares) {
        return shares.entrySet().stream()
                .map(entry -> "k=" + entry.getKey() + " " + Numbers.percent(entry.getValue()))
                .collect(Collectors.joining("  "));
    }

    private static String tokens(RunView.Tokens tokens) {
        String unmetered = !tokens.isLowerBound()
                ? ""
                : "  and those of %s calls of which the provider told nothing"
                        .formatted(Numbers.count(tokens.unmeteredCalls()));
        return "input %s (cached %s, cache-written %s)  output %s (reasoning %s)%s"
                .formatted(
                        count(tokens.input()),
                        count(tokens.cached()),
                        count(tokens.cacheWritten()),
                        count(tokens.output()),
                        count(tokens.reasoning()),
                        unmetered);
    }

    private static String count(OptionalLong number) {
        return number.isPresent() ? Numbers.count(number.getAsLong()) : "unknown";
    }

    private static String cost(RunView run) {
        String atLeast = run.tokens().isLowerBound() ? "at least " : "";
        return run.cost()
                .map(cost -> atLeast + Numbers.amount(cost, run.currency()))
                .orElse("unknown");
    }

    private static String budget(BudgetView budget, String currency) {
        String tokens = budget.tokens()
                .cap()
                .map(cap -> "%s of %s tokens spent"
                        .formatted(budget.tokens().spent().map(Numbers::count).orElse("unknown"), Numbers.count(cap)))
                .orElse("");
        String cost = budget.cost()
                .cap()
                .map(cap -> "%s of %s spent"
                        .formatted(
                                budget.cost()
                                        .spent()
                                        .map(BigDecimal::toPlainString)
                                        .orElse("unknown"),
                                Numbers.amount(cap, currency)))
                .orElse("");
        String caps = Stream.of(tokens, cost).filter(text -> !text.isEmpty()).collect(Collectors.joining("  "));
        return (caps.isEmpty() ? "no caps" : caps) + (budget.stopped().isEmpty() ? "" : "  stopped for it");
    }

    private static String line(String label, String text) {
        return String.format(Locale.ROOT, "  %-9s  %s", label, text);
    }
}
