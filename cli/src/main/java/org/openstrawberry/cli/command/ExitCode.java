package org.openstrawberry.cli.command;

/** What the commands tell the shell. */
final class ExitCode {
    /** All went well. */
    static final int SUCCESS = 0;
    /** The work was done, and something of it failed or came out wrong. */
    static final int FAILURE = 1;
    /** The command was misused, or the system could not do the work. */
    static final int ERROR = 2;

    /** Ctrl-C, as shells have it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
