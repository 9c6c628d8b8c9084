package org.openstrawberry.cli.stack;

import org.openstrawberry.embedded.LocalPorts;

/** A part of the stack that is one process: it can be started, and started again. */
sealed interface Component permits KafkaComponent, PostgresComponent, ServiceComponent {
    /** The name in tables, logs and pid files. */
    String name();

    /** The port that it listens on. */
    int port();

    /**
     * Checks, before anything is started, that nothing stands in the way.
     *
     * @throws StackException when the port is taken or what is to be started is missing
     */
    default void requireStartable() {
        if (!LocalPorts.isFree(port())) {
            throw new StackException(
                    "%s cannot start: port %d of %s is in use by another process; stop that process, or"
                                    .formatted(name(), port(), LocalPorts.LOOPBACK)
                            + " move the whole stack with --port-base N (STRAWBERRY_PORT_BASE)");
        }
    }

    /**
     * Starts the process without waiting until it is ready.
     *
     * @throws org.openstrawberry.embedded.EmbeddedServerException when it cannot be started
     */
    Launched launch();

    /** A process that was started. */
    interface Launched {
        /** The process. */
        ProcessHandle handle();

        /** Whether it does its work by now. Returns at once, or within seconds. */
        boolean isReady();

        /** The end of its log. */
        String logTail();
    }
}
