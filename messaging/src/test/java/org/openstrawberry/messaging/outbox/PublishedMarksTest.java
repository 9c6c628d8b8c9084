package org.openstrawberry.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.openstrawberry.store.StoreException;

class PublishedMarksTest {
    private final List<Long> marked = new CopyOnWriteArrayList<>();
    private final AtomicInteger statements = new AtomicInteger();

    @Test
    void shouldMarkManyWithFewStatements() {
        // given
        try (PublishedMarks marks = new PublishedMarks(this::mark)) {
            // when
            LongStream.range(0, 1_000).forEach(marks::add);

            // then
            await().atMost(Duration.ofSeconds(10)).until(() -> marked.size() == 1_000);
            assertThat(marked).isSorted().doesNotHaveDuplicates();
            assertThat(statements).hasValueLessThan(100);
        }
    }

    @Test
    void shouldMarkWhatIsNotedBeforeItEnds() {
        // given
        PublishedMarks marks = new PublishedMarks(this::mark);
        LongStream.range(0, 5_000).forEach(marks::add);

        // when
        marks.close();

        // then
        assertThat(marked).hasSize(5_000);
        assertThat(marks.loop().isAlive()).isFalse();
    }

    @Test
    void shouldMarkWhatItCouldNotWhileTheDatabaseWasAway() {
        // given
        try (PublishedMarks marks = new PublishedMarks(ids -> {
            if (statements.get() < 2) {
                statements.incrementAndGet();
                throw new StoreException("away", new SQLTransientException("away"));
            }
            marked.addAll(ids);
        })) {
            // when
            marks.add(7);

            // then
            await().atMost(Duration.ofSeconds(10)).until(() -> marked.equals(List.of(7L)));
        }
    }

    @Test
    void shouldLeaveToTheRelayWhatTheDatabaseRefuses() {
        // given
        try (PublishedMarks marks = new PublishedMarks(ids -> {
            if (ids.contains(7L)) {
                statements.incrementAndGet();
                throw new IllegalStateException("refused");
            }
            marked.addAll(ids);
        })) {
            marks.add(7);
            await().atMost(Duration.ofSeconds(10)).until(() -> statements.get() == 1);

            // when
            marks.add(8);

            // then
            await().atMost(Duration.ofSeconds(10)).until(() -> marked.equals(List.of(8L)));
            assertThat(statements).hasValue(1);
        }
    }

    private void mark(Collection<Long> ids) {
        statements.incrementAndGet();
        marked.addAll(ids);
    }
}
