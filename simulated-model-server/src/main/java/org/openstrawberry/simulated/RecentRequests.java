package org.openstrawberry.simulated;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest requests, as many as are to be kept. */
final class RecentRequests {

    private final int capacity;
    private final Deque<SimulatedRequest> requests = new ArrayDeque<>();

    RecentRequests(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(SimulatedRequest request) {
        if (capacity == 0) {
            return;
        }
        if (requests.size() == capacity) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    synchronized List<SimulatedRequest> list() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
    }
}
