package org.openstrawberry.simulated;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Decides which requests go wrong, and how. Called by many threads at once. */
@FunctionalInterface
public interface FaultPlan {

    /** Nothing goes wrong. */
    FaultPlan NONE = request -> Optional.empty();

    /** What goes wrong with this request. */
    Optional<Fault> next(SimulatedRequest request);

    /** The first requests go wrong in this order, the rest are answered. */
    static FaultPlan first(Fault... faults) {
        ConcurrentLinkedQueue<Fault> left = new ConcurrentLinkedQueue<>(List.of(faults));
        return request -> Optional.ofNullable(left.poll());
    }

    /** Every request goes wrong in the same way. */
    static FaultPlan always(Fault fault) {
        return request -> Optional.of(fault);
    }
}
