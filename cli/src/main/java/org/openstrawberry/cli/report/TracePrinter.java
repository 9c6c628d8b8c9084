package org.openstrawberry.cli.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openstrawberry.cli.client.TraceView;
import org.openstrawberry.contracts.VerdictOutcome;

/** Words the steps of a trace, each once, and its end. */
public final class TracePrinter {
    private int nextIndex;
    private final Set<Integer> critiqued = new HashSet<>();

    /** The steps that were completed since the last call. */
    public List<String> newSteps(TraceView trace) {
        List<String> lines = new ArrayList<>();
        for (TraceView.TurnView turn : trace.turns()) {
            if (turn.index() == nextIndex && turn.isCompleted()) {
                nextIndex++;
                String title = turn.title().isBlank() ? turn.kind() : turn.title();
                lines.add(
                        "%3d  %s  (%s)".formatted(turn.index() + 1, oneLine(title), Numbers.duration(turn.latency())));
            }
        }
        return lines;
    }

    /** The critiques that were made since the last call. */
    public List<String> newCritiques(TraceView trace) {
        return trace.critiques().stream()
                .filter(critique ->
                        critique.afterTurn() < nextIndex && !critique.outcome().isEmpty())
                .filter(critique -> critiqued.add(critique.afterTurn()))
                .map(TracePrinter::words)
                .toList();
    }

    private static String words(TraceView.CritiqueView critique) {
        StringBuilder text = new StringBuilder("     critic: ").append(critique.outcome());
        critique.score().ifPresent(score -> text.append(String.format(Locale.ROOT, " %.2f", score)));
        text.append(", steps %d to %d".formatted(critique.fromTurn() + 1, critique.toTurn() + 1));
        critique.firstWrongTurn()
                .ifPresent(turn -> text.append(", first wrong ").append(turn + 1));
        String more = critique.text().isBlank() ? critique.errorCode() : critique.text();
        return more.isBlank() ? text.toString() : text + ": " + oneLine(more);
    }

    /** The answer and the verdict, or why there is none. */
    public static String end(TraceView trace) {
        StringBuilder text = new StringBuilder();
        if (trace.answer().isBlank()) {
            text.append("No answer; the trace ended by ")
                    .append(trace.endReason())
                    .append('.');
            failure(trace).ifPresent(turn -> text.append(failure(turn)));
            text.append("\n  trace ").append(trace.id());
        } else {
            text.append("Answer: ").append(trace.answer().strip());
        }
        if (!trace.outcome().isBlank()) {
            text.append("\nVerdict: ").append(trace.outcome());
            if (!trace.rule().isBlank()) {
                text.append("  by rule ").append(trace.rule());
            }
            if (!trace.reason().isBlank()) {
                text.append("\n  ").append(oneLine(trace.reason()));
            }
        }
        return text.toString();
    }

    /** Whether it came to the expected answer; without an expected one, to any. */
    public static boolean isSuccess(TraceView trace, boolean expected) {
        return expected
                ? trace.outcome().equals(VerdictOutcome.CORRECT.name())
                : !trace.answer().isBlank();
    }

    private static java.util.Optional<TraceView.TurnView> failure(TraceView trace) {
        return trace.turns().stream().filter(turn -> !turn.isCompleted()).findFirst();
    }

    private static String failure(TraceView.TurnView turn) {
        StringBuilder text = new StringBuilder("\n  turn " + (turn.index() + 1) + ": " + turn.status());
        if (!turn.errorCode().isBlank()) {
            text.append(", ").append(turn.errorCode());
        }
        if (!turn.errorDetail().isBlank()) {
            text.append(": ").append(oneLine(turn.errorDetail()));
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
