package org.openstrawberry.cli.report;

import java.time.Duration;
import java.util.List;
import org.openstrawberry.cli.stack.StackListener;

/** Says on the terminal what happens while a stack starts, runs and stops. */
public final class StackProgress implements StackListener {
    private final Terminal terminal;

    /** On that terminal. */
    public StackProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void ready(String component, int port, Duration after) {
        terminal.print("  %-14s ready on port %d after %s".formatted(component, port, Numbers.duration(after)));
    }

    @Override
    public void waiting(List<String> components, Duration since) {
        terminal.show("  %s  waiting for %s".formatted(Numbers.duration(since), String.join(", ", components)));
    }

    @Override
    public void stopped(String component, boolean inGoodOrder) {
        terminal.print("  %-14s %s".formatted(component, inGoodOrder ? "stopped" : "killed: it did not stop in time"));
    }

    @Override
    public void note(String text) {
        terminal.print("  " + text);
    }
}
