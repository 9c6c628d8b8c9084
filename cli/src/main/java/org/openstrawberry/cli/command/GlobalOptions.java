package org.openstrawberry.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.cli.client.Api;
import org.openstrawberry.cli.report.StackProgress;
import org.openstrawberry.cli.report.Terminal;
import org.openstrawberry.cli.stack.PortPlan;
import org.openstrawberry.cli.stack.Stack;
import org.openstrawberry.cli.stack.StackException;
import org.openstrawberry.cli.stack.StackHome;
import org.openstrawberry.cli.stack.StackListener;
import picocli.CommandLine.Option;

/** The options of every command: which stack is meant. */
final class GlobalOptions {
    private static final String PORT_BASE = "STRAWBERRY_PORT_BASE";
    private static final String URL = "STRAWBERRY_URL";

    private final CliContext context;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            scope = picocli.CommandLine.ScopeType.INHERIT,
            description = "The stack whose services listen on N to N+5, Kafka on N+10 and PostgreSQL on N+11, with data"
                    + " of its own (or STRAWBERRY_PORT_BASE). Without it: 8080 to 8085, 9092 and 5432.")
    private @Nullable Integer portBase;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = picocli.CommandLine.ScopeType.INHERIT,
            description =
                    "The orchestrator of a stack that runs elsewhere (or STRAWBERRY_URL); nothing is started here.")
    private @Nullable String url;

    GlobalOptions(CliContext context) {
        this.context = context;
    }

    CliContext context() {
        return context;
    }

    PortPlan ports() {
        Integer option = portBase;
        if (option != null) {
            return PortPlan.from(option);
        }
        String variable = context.environment().getOrDefault(PORT_BASE, "");
        try {
            return variable.isBlank() ? PortPlan.standard() : PortPlan.from(Integer.parseInt(variable.strip()));
        } catch (NumberFormatException e) {
            throw new StackException(PORT_BASE + " must be a number, not '" + variable + "'", e);
        }
    }

    Stack stack() {
        return stack(new StackProgress(context.terminal()));
    }

    /** The same, for commands whose output is for a program. */
    Stack quietStack() {
        return stack(quietProgress());
    }

    /** What a stack tells of itself, beside the output. */
    StackListener quietProgress() {
        return new StackProgress(new Terminal(
                context.terminal().err(),
                context.terminal().err(),
                false,
                context.terminal().width()));
    }

    private Stack stack(StackListener listener) {
        PortPlan ports = ports();
        return new Stack(
                StackHome.of(context.root(), context.environment(), ports),
                ports,
                context.environment(),
                context.workingDirectory(),
                listener);
    }

    /** The address of an orchestrator that this command does not start. */
    Optional<String> remote() {
        String option = url;
        String chosen = option == null ? context.environment().getOrDefault(URL, "") : option;
        return chosen.isBlank() ? Optional.empty() : Optional.of(chosen.replaceAll("/+$", ""));
    }

    /** The orchestrator, wherever it is, running or not. */
    Api api() {
        return new Api(remote().orElseGet(() -> stack().url()));
    }
}
