package org.openstrawberry.embedded;

import java.io.IOException;

/** A small process that stops a server when the pipe from this JVM ends, which also happens when this JVM is killed. */
final class ParentWatch {
    private final Process shell;

    private ParentWatch(Process shell) {
        this.shell = shell;
    }

    static ParentWatch over(ProcessHandle server) {
        String script = "trap '' INT HUP TERM; read -r end; [ \"$end\" = released ] || kill -INT " + server.pid();
        try {
            return new ParentWatch(new ProcessBuilder("/bin/sh", "-c", script)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            server.destroyForcibly();
            throw new EmbeddedServerException("the watch over a server cannot be started", e);
        }
    }

    /** Ends the watch without touching the server, whose process id may by then be somebody else's. */
    void end() {
        try (var pipe = shell.outputWriter()) {
            pipe.write("released\n");
        } catch (IOException e) {
            // It has already gone, so there is nothing left that could signal anyone.
            shell.destroyForcibly();
        }
    }
}
