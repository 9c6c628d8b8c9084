package org.openstrawberry.llm.limit;

/**
 * How many calls of one key may wait for long in this process, unless it is configured. A service that has slots for its
 * calls provides one as a bean, so that calls of other keys still find slots.
 *
 * @param calls at least 1
 */
public record WaitingCap(int calls) {

    /** Where no service says better. */
    public static final WaitingCap DEFAULT = new WaitingCap(64);

    /** Half of a service's slots. */
    public static WaitingCap halfOf(int slots) {
        return new WaitingCap(Math.max(1, slots / 2));
    }
}
