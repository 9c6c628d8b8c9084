package org.openstrawberry.verifier.call;

import java.util.List;
import org.openstrawberry.store.turn.Exchange;

/**
 * What a critic is shown. The ground truth is no part of it and is not even read.
 *
 * @param problem as the solver got it
 * @param window the answered turns of the window, in order
 */
public record CritiqueMaterial(String problem, List<Exchange> window) {
    public CritiqueMaterial {
        window = List.copyOf(window);
    }
}
