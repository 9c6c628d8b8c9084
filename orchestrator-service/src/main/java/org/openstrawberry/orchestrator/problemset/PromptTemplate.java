package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a prompt is made of a row: the name of one field, or a text with fields in braces, such as
 * <code>{Body} {Question}</code>.
 *
 * @param pattern the name or the text
 */
record PromptTemplate(String pattern) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\n]{1,200})}");

    /**
     * The prompt of the row.
     *
     * @throws RowRejectedException when a field is missing
     */
    String render(JsonNode row) {
        Matcher matcher = PLACEHOLDER.matcher(pattern);
        if (!matcher.find()) {
            return FieldPath.text(row, pattern);
        }
        StringBuilder prompt = new StringBuilder();
        do {
            matcher.appendReplacement(
                    prompt,
                    Matcher.quoteReplacement(
                            FieldPath.text(row, matcher.group(1)).strip()));
        } while (matcher.find());
        return matcher.appendTail(prompt).toString();
    }

    /** The fields it needs. */
    Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        Matcher matcher = PLACEHOLDER.matcher(pattern);
        while (matcher.find()) {
            fields.add(matcher.group(1));
        }
        return fields.isEmpty() ? Set.of(pattern) : fields;
    }
}
