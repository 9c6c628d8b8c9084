package org.openstrawberry.cli.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openstrawberry.cli.client.Api;
import org.openstrawberry.cli.report.Terminal;
import org.openstrawberry.cli.stack.Stack;

/** The stack that a command works with; what of it does not run is started first. */
final class RunningStack {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private final GlobalOptions global;
    private final boolean quiet;

    /** Quiet where the output is for a program. */
    RunningStack(GlobalOptions global, boolean quiet) {
        this.global = global;
        this.quiet = quiet;
    }

    /** Its interface. */
    Api api() {
        Optional<String> remote = global.remote();
        if (remote.isPresent()) {
            return new Api(remote.get());
        }
        Stack stack = quiet ? global.quietStack() : global.stack();
        say(stack.missing(1));
        // Costs a lock and a look at the pid files when nothing is missing. Without a generator a run would wait
        // forever.
        stack.up(1, START_TIMEOUT);
        return new Api(stack.url());
    }

    /** Its interface, for requests that may be repeated while the server is away for a moment. */
    PatientApi patientApi() {
        Terminal terminal = global.context().terminal();
        return new PatientApi(api(), () -> {
            if (!quiet) {
                terminal.show("the orchestrator does not answer; waiting for it");
            }
        });
    }

    private void say(Stack.Missing missing) {
        List<String> names = missing.components();
        if (quiet || names.isEmpty()) {
            return;
        }
        global.context()
                .terminal()
                .print(
                        missing.everything()
                                ? "The stack is not up; it is started and stays until: ./strawberry down"
                                : "Not running, and started now: " + String.join(", ", names));
    }
}
