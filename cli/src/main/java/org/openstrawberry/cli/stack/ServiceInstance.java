package org.openstrawberry.cli.stack;

/**
 * One process of a service.
 *
 * @param number 1 for the first; only generators have more
 * @param port that it listens on
 */
public record ServiceInstance(ServiceKind kind, int number, int port) {
    /** The name in tables, logs and pid files: the service's, with a number from the second on. */
    public String name() {
        return nameOf(kind, number);
    }

    static String nameOf(ServiceKind kind, int number) {
        return number == 1 ? kind.label() : kind.label() + "-" + number;
    }
}
