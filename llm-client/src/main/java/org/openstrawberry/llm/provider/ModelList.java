package org.openstrawberry.llm.provider;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.Variables;

/** Names of models in a variable. */
public final class ModelList {

    private ModelList() {}

    /**
     * The models of a provider that a variable names, as {@code provider:model}.
     *
     * @param variable its name; {@code null} for none
     */
    public static List<String> named(Variables variables, String prefix, @Nullable String variable) {
        if (variable == null) {
            return List.of();
        }
        return parse(variables.get(variable).orElse("")).stream()
                .map(model -> model.startsWith(prefix + ":") ? model : prefix + ":" + model)
                .distinct()
                .toList();
    }

    /**
     * Reads one name, or several: with commas between them, as a JSON list, or as Python writes lists, quoted or not. No
     * model's name holds a bracket, a quote or a comma, so these are all that has to be taken away, wherever they stand.
     */
    static List<String> parse(String value) {
        return Arrays.stream(value.replaceAll("[\\[\\]\"']", "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
