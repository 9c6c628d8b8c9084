package org.openstrawberry.orchestrator.problemset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.embedded.testing.KafkaResource;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.problem.ProblemSet;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
class ProblemSetStoreTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** More than two batches. */
    private static final int PROBLEMS = 2_500;

    private final String name = "set-" + UUID.randomUUID();

    @Inject
    ProblemSetImporter importer;

    @Inject
    AbandonedImports abandoned;

    @Inject
    EntityManager entities;

    @Test
    void shouldHoldNoTransactionAndShowNothingUntilAllIsStored() throws Exception {
        // given
        PausingSource source = new PausingSource();
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            // when
            Future<ProblemSetImporter.Outcome> outcome =
                    thread.submit(() -> importer.importSet(name, source, true, false));
            assertThat(source.paused.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

            // then
            assertThat(problems()).isBetween(1_000L, PROBLEMS - 1L);
            UUID hidden = (UUID) query("SELECT id FROM problem_set WHERE name = ?1", name);
            QuarkusTransaction.requiringNew().run(() -> {
                assertThat(ProblemSet.findNewest(name)).isEmpty();
                assertThat(ProblemSet.findByIdOptional(hidden)).isEmpty();
                assertThat(ProblemSet.count("name", name)).isZero();
            });
            String transaction = String.valueOf(query("SELECT CAST(pg_current_xact_id() AS text)"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(query(
                                    "SELECT CAST(pg_snapshot_xmin(pg_current_snapshot())"
                                            + " > CAST(CAST(?1 AS text) AS xid8) AS text)",
                                    transaction))
                            .as("readers of the event log see what is committed now")
                            .isEqualTo("true"));

            // and in the end
            source.goOn.countDown();
            assertThat(outcome.get(SOON.toSeconds(), TimeUnit.SECONDS).created())
                    .isTrue();
        }
        assertThat(problems()).isEqualTo(PROBLEMS);
        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> ProblemSet.findNewest(name).orElseThrow().version))
                .isOne();
    }

    @Test
    void shouldKeepNothingOfAnImportThatFails() {
        // given
        ProblemSource breaking = sink -> {
            // Well at the first reading, which only looks.
            int[] count = {0};
            return list().read(problem -> {
                sink.accept(problem);
                if (++count[0] == PROBLEMS - 1 && problems() > 0) {
                    throw new IllegalStateException("the file is gone");
                }
            });
        };

        // when, then
        assertThatThrownBy(() -> importer.importSet(name, breaking, true, false))
                .hasMessage("the file is gone");
        assertThat(problems()).isZero();
        assertThat(query("SELECT count(*) FROM problem_set WHERE name = ?1", name))
                .isEqualTo(0L);
        assertThat(importer.importSet(name, list(), true, false).set().version).isOne();
    }

    @Test
    void shouldRemoveAtTheStartWhatADeadProcessLeft() {
        // given
        ProblemSetImporter.Outcome whole = importer.importSet(name, list(), true, false);
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("UPDATE problem_set SET state = 'IMPORTING' WHERE id = ?1")
                        .setParameter(1, whole.set().id)
                        .executeUpdate());

        // when
        abandoned.start(new StartupEvent());

        // then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(query("SELECT count(*) FROM problem_set WHERE name = ?1", name))
                        .isEqualTo(0L));
        assertThat(problems()).isZero();
    }

    @Test
    void shouldStoreAnImportAnewThatAnotherProcessTookForDead() throws Exception {
        // given
        PausingSource source = new PausingSource();
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ProblemSetImporter.Outcome> outcome =
                    thread.submit(() -> importer.importSet(name, source, true, false));
            assertThat(source.paused.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

            // when
            abandoned.start(new StartupEvent());
            source.goOn.countDown();

            // then
            assertThat(outcome.get(SOON.toSeconds(), TimeUnit.SECONDS).created())
                    .isTrue();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(problems()).isEqualTo(PROBLEMS));
    }

    @Test
    void shouldMakeOneSetOfTwoLargeImportsOfTheSame() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ProblemSetImporter.Outcome>> outcomes = threads.invokeAll(
                    java.util.Collections.nCopies(2, () -> importer.importSet(name, list(), true, false)));

            ProblemSetImporter.Outcome first = outcomes.getFirst().get();
            ProblemSetImporter.Outcome second = outcomes.getLast().get();
            assertThat(first.set().id).isEqualTo(second.set().id);
            assertThat(first.created()).isNotEqualTo(second.created());
        }
        assertThat(problems()).isEqualTo(PROBLEMS);
    }

    private ProblemList list() {
        return new ProblemList(IntStream.range(0, PROBLEMS)
                .mapToObj(i -> new ProblemDraft(
                        name + " " + i,
                        Optional.of("1"),
                        AnswerType.NUMBER,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("old", List.of("one", "1"))))
                .toList());
    }

    private long problems() {
        return (Long) query(
                "SELECT count(*) FROM problem JOIN problem_set s ON s.id = problem_set_id WHERE s.name = ?1", name);
    }

    private Object query(String sql, Object... parameters) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var query = entities.createNativeQuery(sql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.getSingleResult();
        });
    }

    /** Stops once in the middle of its second reading, the one that stores. */
    private final class PausingSource implements ProblemSource {
        private final CountDownLatch paused = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private int readings;

        @Override
        public ImportSummary read(Consumer<ProblemDraft> sink) {
            readings++;
            int[] count = {0};
            return list().read(problem -> {
                sink.accept(problem);
                if (readings == 2 && ++count[0] == PROBLEMS / 2) {
                    paused.countDown();
                    awaitGoOn();
                }
            });
        }

        private void awaitGoOn() {
            try {
                assertThat(goOn.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
