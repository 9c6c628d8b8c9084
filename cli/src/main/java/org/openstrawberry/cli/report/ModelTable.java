package org.openstrawberry.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The providers of models as lines of a table. */
public final class ModelTable {
    private static final String ROW = "  %-10s %-14s %s";

    private ModelTable() {}

    /** The table of the providers as the server lists them. */
    public static String of(JsonNode providers) {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("provider", "", "").stripTrailing());
        for (JsonNode provider : providers) {
            boolean available = provider.path("available").asBoolean();
            String models = models(provider);
            String note = available
                    ? models
                    : "set " + provider.path("missingVariable").asText() + (models.isEmpty() ? "" : " for " + models);
            lines.add(ROW.formatted(provider.path("prefix").asText(), available ? "available" : "not available", note)
                    .stripTrailing());
        }
        lines.add("A model is named provider:model, such as openai:gpt-4o-mini.");
        return String.join(System.lineSeparator(), lines);
    }

    private static String models(JsonNode provider) {
        return String.join(
                ", ",
                StreamSupport.stream(provider.path("models").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }
}
