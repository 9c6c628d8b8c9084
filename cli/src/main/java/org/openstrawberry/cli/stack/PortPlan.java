package org.openstrawberry.cli.stack;

import java.util.OptionalInt;

/**
 * Which port everything listens on: the well-known ones, or twelve in a row from a base so that stacks can run side by
 * side.
 *
 * @param base the first port, if it is not the well-known plan
 */
public record PortPlan(OptionalInt base) {
    /** How many ports in a row a plan from a base needs. */
    public static final int PORTS = 12;

    private static final int FIRST_SERVICE = 8080;
    private static final int KAFKA = 9092;
    private static final int POSTGRES = 5432;
    private static final int KAFKA_OFFSET = 10;
    private static final int POSTGRES_OFFSET = 11;
    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65535 - (PORTS - 1);

    /**
     * Checks the base.
     *
     * @throws IllegalArgumentException when the base leaves no room for the ports
     */
    public PortPlan {
        if (base.isPresent() && (base.getAsInt() < LOWEST || base.getAsInt() > HIGHEST)) {
            throw new IllegalArgumentException(
                    "the port base must be between %d and %d, not %d".formatted(LOWEST, HIGHEST, base.getAsInt()));
        }
    }

    /** The well-known ports. */
    public static PortPlan standard() {
        return new PortPlan(OptionalInt.empty());
    }

    /** Twelve ports from a base. */
    public static PortPlan from(int base) {
        return new PortPlan(OptionalInt.of(base));
    }

    /** The port of a service's first process. */
    public int of(ServiceKind kind) {
        return base.orElse(FIRST_SERVICE) + kind.portOffset();
    }

    /** Kafka's port. */
    public int kafka() {
        return base.isPresent() ? base.getAsInt() + KAFKA_OFFSET : KAFKA;
    }

    /** PostgreSQL's port. */
    public int postgres() {
        return base.isPresent() ? base.getAsInt() + POSTGRES_OFFSET : POSTGRES;
    }
}
