package org.openstrawberry.simulated;

import java.io.PrintStream;
import java.util.List;

/** The simulated model server as a process of its own. */
public final class SimulatedModelServerMain {

    private SimulatedModelServerMain() {}

    /**
     * Starts the server and prints {@code READY port=N baseUrl=...} on one line; runs until the process is ended.
     * {@code --help} prints the options.
     */
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(arguments, System.out, System.err));
    }

    private static int run(String[] arguments, PrintStream out, PrintStream err) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            out.println(CommandLine.HELP);
            return 0;
        }
        SimulatedModelServerBuilder builder;
        try {
            builder = CommandLine.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(CommandLine.HELP);
            return 2;
        }
        try (SimulatedModelServer server = builder.start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close"));
            out.println("READY port=" + server.port() + " baseUrl=" + server.baseUrl());
            out.flush();
            Thread.sleep(Long.MAX_VALUE);
        }
        return 0;
    }
}
