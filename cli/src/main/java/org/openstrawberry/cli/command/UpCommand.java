package org.openstrawberry.cli.command;

import java.time.Duration;
import java.util.Locale;
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
    private static final double SECONDS_PER_NANO = 1e-9;

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
        try (CtrlC _ = CtrlC.then(stack::down)) {
            if (!start(stack, terminal)) {
                terminal.print("Already up: " + stack.url());
            }
        } catch (InterruptedException e) {
            terminal.print("stopping");
        }
        return ExitCode.SUCCESS;
    }

    private boolean start(Stack stack, Terminal terminal) throws InterruptedException {
        long begin = System.nanoTime();
        Duration timeout = Duration.ofSeconds(timeoutSeconds);
        Runnable whenUp = () -> terminal.print(String.format(
                Locale.ROOT, "Up after %.1f s: %s", (System.nanoTime() - begin) * SECONDS_PER_NANO, stack.url()));
        if (!detach) {
            return stack.upAndStay(generators, timeout, () -> {
                whenUp.run();
                terminal.print("Ctrl-C stops everything.");
            });
        }
        if (stack.up(generators, timeout).isEmpty()) {
            return false;
        }
        whenUp.run();
        return true;
    }
}
