package org.openstrawberry.cli.stack;

import java.util.Locale;

/** The services of the stack, in the order in which they are listed. */
public enum ServiceKind {
    ORCHESTRATOR(0, "640m"),
    GENERATOR(1, "512m"),
    VERIFIER(2, "256m"),
    JUDGE(3, "256m"),
    /** Samples and trains, which is arithmetic. */
    MODEL(5, "512m");

    private final int portOffset;
    private final String heap;

    ServiceKind(int portOffset, String heap) {
        this.portOffset = portOffset;
        this.heap = heap;
    }

    /** The name in tables, logs and pid files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The Maven module. */
    public String module() {
        return label() + "-service";
    }

    /** The largest heap of the JVM, as the JVM takes it. */
    public String heap() {
        return heap;
    }

    /** Whether its time goes to arithmetic and not to waiting for others. */
    boolean isArithmetic() {
        return this == MODEL;
    }

    int portOffset() {
        return portOffset;
    }
}
