package org.openstrawberry.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.store.outbox.StoredEvent;

class BlockedEventsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Set<Long> blocked = ConcurrentHashMap.newKeySet();
    private final List<Long> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean failing;

    @Test
    void shouldLetAnEventGoOnceNothingIsBeforeIt() {
        // given
        blocked.add(2L);
        try (BlockedEvents events = new BlockedEvents(this::findBlocked, this::send)) {
            // when
            events.add(event(1));
            events.add(event(2));

            // then
            await().atMost(SOON).until(() -> sent.equals(List.of(1L)));

            // when
            blocked.clear();

            // then
            await().atMost(SOON).until(() -> sent.equals(List.of(1L, 2L)));
        }
    }

    @Test
    void shouldLeaveToTheRelayWhatStaysBlockedAndWhatCannotBeLookedUp() {
        // given
        blocked.add(1L);
        try (BlockedEvents events = new BlockedEvents(this::findBlocked, this::send)) {
            // when
            events.add(event(1));

            // then
            await().atMost(SOON).until(() -> looks.get() > 5);
            await().during(Duration.ofMillis(200)).atMost(SOON).until(this::looksNoMore);

            // when
            failing = true;
            events.add(event(2));

            // then
            await().during(Duration.ofMillis(200)).atMost(SOON).until(this::looksNoMore);

            // when
            failing = false;
            events.add(event(3));

            // then
            await().atMost(SOON).until(() -> sent.equals(List.of(3L)));
            assertThat(events.loop().isAlive()).isTrue();
        }
    }

    private int seen = -1;

    private boolean looksNoMore() {
        boolean same = looks.get() == seen;
        seen = looks.get();
        return same;
    }

    private Set<Long> findBlocked(Collection<Long> ids) {
        looks.incrementAndGet();
        if (failing) {
            throw new IllegalStateException("cannot look");
        }
        return ids.stream().filter(blocked::contains).collect(Collectors.toSet());
    }

    private void send(List<StoredEvent> events) {
        events.forEach(event -> sent.add(event.id()));
    }

    private static StoredEvent event(long id) {
        UUID trace = new UUID(0, id);
        return new StoredEvent(id, new UUID(1, id), trace, 1, Topic.TURN_COMPLETED, "{}", true);
    }
}
