package org.openstrawberry.messaging;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.event.TurnRequested;

/** Events for tests. */
public final class TestEvents {
    public static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private TestEvents() {}

    /** A turn that waits, of that trace. */
    public static TurnRequested turnRequested(UUID traceId, int index) {
        return new TurnRequested(
                new UUID(1, 1), traceId, new UUID(7, index), index, TurnKind.NEXT, "replay:test", NOON);
    }

    /** The first turns of a trace. */
    public static List<TurnRequested> turnsRequested(UUID traceId, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> turnRequested(traceId, index))
                .toList();
    }
}
