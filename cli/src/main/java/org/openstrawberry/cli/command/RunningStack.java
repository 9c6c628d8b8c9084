package org.openstrawberry.cli.command;

import java.time.Duration;
import java.util.Optional;
import org.openstrawberry.cli.client.Api;
import org.openstrawberry.cli.stack.Stack;

/** The stack that a command works with, started first where that is needed. */
final class RunningStack {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private final GlobalOptions global;
    private final boolean quiet;

    /** Quiet where the output is for a program. */
    RunningStack(GlobalOptions global, boolean quiet) {
        this.global = global;
        this.quiet = quiet;
    }

    Api api() {
        Optional<String> remote = global.remote();
        if (remote.isPresent()) {
            return new Api(remote.get());
        }
        Stack stack = quiet ? global.quietStack() : global.stack();
        if (!stack.isUp()) {
            if (!quiet) {
                global.context()
                        .terminal()
                        .print("The stack is not up; it is started and stays until: ./strawberry down");
            }
            stack.up(1, START_TIMEOUT);
        }
        return new Api(stack.url());
    }
}
