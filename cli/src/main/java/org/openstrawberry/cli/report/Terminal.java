package org.openstrawberry.cli.report;

import java.io.PrintStream;

/**
 * Where the commands write.
 *
 * @param out for results
 * @param err for errors
 * @param interactive whether a person looks at it, so that a line may be overwritten
 * @param width of a line, in characters
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, int width) {
    private static final String CLEAR_LINE = "\r\u001b[K";

    /** Prints lines for good. */
    public void print(String text) {
        if (interactive) {
            out.print(CLEAR_LINE);
        }
        out.println(text);
        out.flush();
    }

    /** Shows a line that the next one replaces; nothing where lines cannot be replaced. */
    public void show(String line) {
        if (interactive) {
            out.print(CLEAR_LINE + (line.length() < width ? line : line.substring(0, Math.max(0, width - 1))));
            out.flush();
        }
    }

    /** Prints an error. */
    public void error(String text) {
        if (interactive) {
            out.print(CLEAR_LINE);
            out.flush();
        }
        err.println("error: " + text);
        err.flush();
    }
}
