package org.openstrawberry.embedded;

import java.util.ArrayList;
import java.util.List;

/**
 * How several JVMs share a machine with few processors. All of them start at once and warm up at once, and the
 * optimising compiler takes more of the processors in the first half minute than the work does; what it makes is hardly
 * quicker where most of the time goes to a database and a broker.
 */
public final class SmallMachine {
    private static final int FEW_PROCESSORS = 4;

    private SmallMachine() {}

    /** Options of a JVM that is one of several here; those given after them on the command line win. */
    public static List<String> jvmOptions() {
        return jvmOptions(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Options of a JVM here whose time goes to arithmetic: both compilers, and the vector instructions, which come in a
     * module that has to be named.
     */
    public static List<String> arithmeticJvmOptions() {
        // What a request leaves behind is small and soon dead: a small nursery keeps the process small.
        return List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmn32m", "--add-modules", "jdk.incubator.vector");
    }

    static List<String> jvmOptions(int processors) {
        List<String> options = new ArrayList<>();
        // The collector without threads of its own costs least where heaps are small.
        options.add("-XX:+UseSerialGC");
        if (processors <= FEW_PROCESSORS) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        return List.copyOf(options);
    }
}
