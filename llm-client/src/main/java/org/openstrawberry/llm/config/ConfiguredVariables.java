package org.openstrawberry.llm.config;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.openstrawberry.llm.Variables;

/** Variables of the environment and of a {@code .env} file, where values may stand in quotes as in a shell. */
final class ConfiguredVariables implements Variables {

    private final Config config;

    ConfiguredVariables(Config config) {
        this.config = config;
    }

    @Override
    public Optional<String> get(String name) {
        return config.getOptionalValue(name, String.class)
                .map(ConfiguredVariables::unquoted)
                .filter(value -> !value.isEmpty());
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
