package org.openstrawberry.llm.config;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.openstrawberry.llm.Variables;

/**
 * Variables of the environment and of a {@code .env} file, where values may stand in quotes as in a shell. A key with a character that
 * no key has, such as one that cannot be seen, is as good as none.
 */
final class ConfiguredVariables implements Variables {

    private static final String KEY = "_KEY";
    private static final char DELETE = 0x7f;

    private final Config config;

    ConfiguredVariables(Config config) {
        this.config = config;
    }

    @Override
    public Optional<String> get(String name) {
        return config.getOptionalValue(name, String.class)
                .map(ConfiguredVariables::unquoted)
                .filter(value -> !value.isEmpty())
                .filter(value -> !name.endsWith(KEY) || isVisible(value));
    }

    /** A key that was copied with a character which cannot be seen would be refused with the key in the message. */
    private static boolean isVisible(String value) {
        return value.chars().allMatch(c -> c > ' ' && c < DELETE);
    }

    private static String unquoted(String value) {
        String stripped = value.strip();
        int last = stripped.length() - 1;
        boolean quoted = last > 0
                && stripped.charAt(0) == stripped.charAt(last)
                && (stripped.charAt(0) == '"' || stripped.charAt(0) == '\'');
        return quoted ? stripped.substring(1, last).strip() : stripped;
    }
}
