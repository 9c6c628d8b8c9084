package org.openstrawberry.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openstrawberry.cli.stack.ComponentStatus;

/** The components of a stack as a table. */
public final class StatusTable {
    private static final String FORMAT = "%-14s %6s %8s  %-10s %s";

    private StatusTable() {}

    /** One line each, below a head. */
    public static String of(List<ComponentStatus> components) {
        return components.stream()
                .map(StatusTable::row)
                .collect(Collectors.joining(
                        System.lineSeparator(),
                        String.format(Locale.ROOT, FORMAT, "COMPONENT", "PORT", "PID", "STATE", "SINCE")
                                + System.lineSeparator(),
                        ""));
    }

    private static String row(ComponentStatus component) {
        return String.format(
                        Locale.ROOT,
                        FORMAT,
                        component.name(),
                        component.port() == 0 ? "-" : component.port(),
                        component.pid().isPresent() ? component.pid().getAsLong() : "-",
                        state(component.state()),
                        component.age().map(Numbers::duration).orElse(""))
                .stripTrailing();
    }

    private static String state(ComponentStatus.State state) {
        return switch (state) {
            case READY -> "ready";
            case NOT_READY -> "not ready";
            case DIED -> "died";
            case STOPPED -> "stopped";
        };
    }
}
