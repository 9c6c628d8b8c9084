package org.openstrawberry.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What a run's critics said and what it is worth, in a few lines. */
public final class CriticReport {
    private static final double MOST = 0.5;
    private static final int POINTS = 100;

    private CriticReport() {}

    /**
     * The lines.
     *
     * @param report as the server words it
     * @param currency of the costs; empty when unknown
     */
    public static String of(JsonNode report, String currency) {
        List<String> lines = new ArrayList<>();
        JsonNode counts = report.path("critiques");
        if (counts.path("total").asLong() > 0) {
            lines.add(line("critiques", critiques(counts)));
            addQuality(lines, "windows", report.path("windows"));
            addQuality(lines, "traces", report.path("traces"));
            addCalibration(lines, report.path("calibration"));
            JsonNode cost = report.path("cost");
            lines.add(line("cost", cost.isNumber() ? Numbers.amount(cost.decimalValue(), currency) : "unknown"));
            addWarning(lines, counts);
        } else {
            lines.add(line("critiques", "none"));
        }
        JsonNode comparison = report.path("comparison");
        if (comparison.isObject()) {
            addComparison(lines, comparison, currency);
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String critiques(JsonNode counts) {
        StringJoiner text = new StringJoiner("  ");
        for (String kind : List.of("pass", "fail", "unknown", "failed", "open")) {
            long count = counts.path(kind).asLong();
            if (count > 0) {
                text.add((kind.equals("failed") ? "NOT MADE" : kind.toUpperCase(Locale.ROOT)) + " "
                        + Numbers.count(count));
            }
        }
        return text.toString();
    }

    private static void addQuality(List<String> lines, String label, JsonNode quality) {
        StringJoiner text = new StringJoiner("  ");
        for (String measure : List.of("precision", "recall", "agreement")) {
            JsonNode share = quality.path(measure);
            if (share.isObject()) {
                text.add(measure + " " + Numbers.percent(share.path("value").asDouble()) + " ("
                        + Numbers.percent(share.path("low").asDouble()) + " to "
                        + Numbers.percent(share.path("high").asDouble()) + ")");
            }
        }
        if (text.length() > 0) {
            lines.add(line(label, text.toString()));
        }
    }

    private static void addCalibration(List<String> lines, JsonNode calibration) {
        if (!calibration.path("expectedError").isNumber()) {
            return;
        }
        lines.add(line(
                "scores",
                Numbers.count(calibration.path("scores").asLong()) + ", off by "
                        + Numbers.percent(calibration.path("expectedError").asDouble()) + " on average"));
        for (JsonNode bin : calibration.path("bins")) {
            lines.add(line(
                    "",
                    String.format(
                            Locale.ROOT,
                            "mean %.2f: %s right of %s",
                            bin.path("meanScore").asDouble(),
                            Numbers.percent(bin.path("accuracy").asDouble()),
                            Numbers.count(bin.path("scores").asLong()))));
        }
    }

    private static void addWarning(List<String> lines, JsonNode counts) {
        long silent = counts.path("unknown").asLong() + counts.path("failed").asLong();
        long ended = counts.path("total").asLong() - counts.path("open").asLong();
        if (silent > MOST * ended) {
            StringJoiner why = new StringJoiner("  ");
            counts.path("errorCodes")
                    .properties()
                    .forEach(code -> why.add(
                            code.getKey() + " " + Numbers.count(code.getValue().asLong())));
            lines.add(line(
                    "warning",
                    "%s of %s critiques say nothing: %s".formatted(Numbers.count(silent), Numbers.count(ended), why)));
        }
    }

    private static void addComparison(List<String> lines, JsonNode comparison, String currency) {
        lines.add(line(
                "compared",
                "%s against %s of run %s on %s problems"
                        .formatted(
                                Numbers.percent(comparison.path("accuracy").asDouble()),
                                Numbers.percent(comparison.path("otherAccuracy").asDouble()),
                                comparison.path("with").asText(),
                                Numbers.count(comparison.path("problems").asLong()))));
        lines.add(line(
                "gain",
                "%s points  (%s to %s with 95 %% confidence)"
                        .formatted(
                                points(comparison, "difference"),
                                points(comparison, "low"),
                                points(comparison, "high"))));
        JsonNode each = comparison.path("costPerPoint");
        if (each.isNumber()) {
            lines.add(line("per point", Numbers.amount(each.decimalValue(), currency)));
        }
    }

    private static String points(JsonNode comparison, String field) {
        return String.format(Locale.ROOT, "%+.1f", comparison.path(field).asDouble() * POINTS);
    }

    private static String line(String label, String text) {
        return String.format(Locale.ROOT, "    %-9s  %s", label, text);
    }
}
