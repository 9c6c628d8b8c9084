package org.openstrawberry.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code .env}: lines of {@code NAME=value}, optionally exported or quoted; {@code #} begins a comment. */
public final class DotEnv {
    private static final long MAX_BYTES = 1024 * 1024;
    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"(?:\\s+#.*)?|'([^']*)'(?:\\s+#.*)?");

    private DotEnv() {}

    /**
     * The variables of the file in that folder; none when there is no such file.
     *
     * @throws StackException when the file cannot be read or a line is no assignment; quotes the line's number, never its
     *     text, which may be a secret
     */
    public static Map<String, String> in(Path folder) {
        Path file = folder.resolve(".env");
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new StackException(file + " is larger than 1 MB; it does not look like a list of settings");
            }
            return parse(file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new StackException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static Map<String, String> parse(String file, List<String> lines) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new StackException("line %d of %s is not NAME=value".formatted(index + 1, file));
            }
            variables.put(group(matcher, 1), value(group(matcher, 2)));
        }
        return variables;
    }

    private static String value(String text) {
        Matcher quoted = QUOTED.matcher(text);
        if (quoted.matches()) {
            return quoted.group(1) == null ? group(quoted, 2) : group(quoted, 1);
        }
        int comment = text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment).strip();
    }

    private static String group(Matcher matcher, int number) {
        String group = matcher.group(number);
        return group == null ? "" : group;
    }
}
