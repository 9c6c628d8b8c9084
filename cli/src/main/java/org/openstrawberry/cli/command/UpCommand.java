package org.openstrawberry.cli.command;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.openstrawberry.cli.report.Terminal;
import org.openstrawberry.cli.stack.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code strawberry up}. */
@Command(
        name = "up",
        description =
                "Starts Kafka, PostgreSQL and the services, bound to 127.0.0.1, and waits until all are ready. Stays"
                        + " and starts again what dies, until Ctrl-C stops everything; with --detach it returns.")
final class UpCommand implements Callable<Integer> {
    private static final int MAX_GENERATORS = 64;

    private final GlobalOptions global;

    @Option(names = "--detach", description = "Return when all are ready; 'strawberry down' stops them.")
    private boolean detach;

    @Option(
            names = "--generators",
            paramLabel = "K",
            defaultValue = "1",
            description = "How many generator processes (default: ${DEFAULT-VALUE}).")
    private int generators = 1;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "How long the start may take (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 180;

    UpCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (generators < 1 || generators > MAX_GENERATORS) {
            throw new IllegalArgumentException(
                    "--generators must be between 1 and %d, not %d".formatted(MAX_GENERATORS, generators));
        }
        if (timeoutSeconds < 1) {
            throw new IllegalArgumentException("--timeout must be 1 or more, not " + timeoutSeconds);
        }
        Stack stack = global.stack();
        Terminal terminal = global.context().terminal();
        boolean started;
        try (CtrlC _ = CtrlC.then(stack::down)) {
            started = start(stack, terminal);
            if (started && !detach) {
                terminal.print("Ctrl-C stops everything.");
                stack.supervise(generators);
            }
        } catch (InterruptedException e) {
            terminal.print("stopping");
        }
        return ExitCode.SUCCESS;
    }

    private boolean start(Stack stack, Terminal terminal) {
        long begin = System.nanoTime();
        List<String> started = stack.up(generators, Duration.ofSeconds(timeoutSeconds));
        if (started.isEmpty()) {
            terminal.print("Already up: " + stack.url());
            return false;
        }
        terminal.print("Up after %.1f s: %s".formatted((System.nanoTime() - begin) / 1e9, stack.url()));
        return true;
    }
}
