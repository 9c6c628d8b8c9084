package org.openstrawberry.cli.stack;

/**
 * A running process of the stack.
 *
 * @param name of the component, such as kafka or generator-2
 * @param port that it listens on
 * @param handle of the process
 */
public record ComponentProcess(String name, int port, ProcessHandle handle) {}
