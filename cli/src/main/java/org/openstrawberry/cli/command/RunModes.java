package org.openstrawberry.cli.command;

import java.util.Arrays;
import java.util.Locale;
import org.openstrawberry.contracts.RunMode;

/** Run modes as they are typed: {@code single-shot} as well as {@code SINGLE_SHOT}. */
final class RunModes {
    private RunModes() {}

    static RunMode of(String text) {
        String wanted = text.strip().replace('-', '_').toUpperCase(Locale.ROOT);
        return Arrays.stream(RunMode.values())
                .filter(mode -> mode.name().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("--mode must be trace or single-shot, not '" + text + "'"));
    }
}
