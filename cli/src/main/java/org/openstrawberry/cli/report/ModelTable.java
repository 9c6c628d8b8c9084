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
        lines.add(ROW.formatted("provider", "", "models").stripTrailing());
        for (JsonNode provider : providers) {
            boolean available = provider.path("available").asBoolean();
            String models = texts(provider, "models", ", ");
            String note = available
                    ? models
                    : "set " + texts(provider, "missingVariables", " and ")
                            + (models.isEmpty() ? "" : " for " + models);
            lines.add(ROW.formatted(provider.path("prefix").asText(), available ? "available" : "not available", note)
                    .stripTrailing());
        }
        lines.add("A model is named provider:model, such as openai:gpt-4o-mini.");
        return String.join(System.lineSeparator(), lines);
    }

    private static String texts(JsonNode provider, String field, String between) {
        return String.join(
                between,
                StreamSupport.stream(provider.path(field).spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }
}
