package org.openstrawberry.store.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.embedded.testing.PostgresResource;
import org.openstrawberry.store.Fixture;
import org.openstrawberry.store.Sql;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.critique.CritiqueCompleter;
import org.openstrawberry.store.critique.CritiqueCompletion;
import org.openstrawberry.store.critique.CritiqueDraft;
import org.openstrawberry.store.critique.CritiqueLeases;
import org.openstrawberry.store.critique.CritiqueQueue;
import org.openstrawberry.store.critique.CritiqueRelease;
import org.openstrawberry.store.critique.CritiqueSchedule;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.Completions;
import org.openstrawberry.store.turn.TurnClaim;
import org.openstrawberry.store.turn.TurnCompleter;
import org.openstrawberry.store.turn.TurnCompletion;
import org.openstrawberry.store.turn.TurnQueue;
import org.openstrawberry.store.turn.TurnReaper;
import org.openstrawberry.store.turn.TurnRelease;
import org.openstrawberry.store.turn.TurnReleaser;

/**
 * Generators and verifiers that claim, answer, fail, give back and die, all at once and on the same budgets: whatever
 * comes in between, no more is spent and reserved than may be, and in the end every call is accounted for once.
 */
@QuarkusTest
@WithTestResource(PostgresResource.class)
class BudgetPropertyTest {
    private static final int WORKERS = 8;
    private static final int TURNS = 150;
    private static final int CRITIQUES = 30;
    private static final int NEVER = 1_000_000;
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final BigDecimal INPUT = new BigDecimal("0.001");
    private static final BigDecimal OUTPUT = new BigDecimal("0.002");

    @Inject
    TurnQueue queue;

    @Inject
    TurnCompleter completer;

    @Inject
    TurnReleaser releaser;

    @Inject
    TurnReaper reaper;

    @Inject
    CritiqueQueue critiques;

    @Inject
    CritiqueCompleter critiqueCompleter;

    @Inject
    CritiqueLeases critiqueLeases;

    @Inject
    Fixture fixture;

    @Inject
    Sql sql;

    private final AtomicLong claimed = new AtomicLong();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldNeverSpendAndReserveMoreThanTheCapWhateverHappens(long seed) throws Exception {
        // given three runs, of which two share a budget as well, and the last has none
        fixture.clear();
        claimed.set(0);
        UUID byTokens = run(9_000L, null);
        UUID byCost = run(null, new BigDecimal("12.34"));
        UUID campaign = fixture.campaign(15_000L, new BigDecimal("19.99"), List.of(byTokens, byCost));
        UUID free = fixture.run(RunStatus.RUNNING);
        fixture.waitingTurns(free, TURNS);

        // when
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(WORKERS + 2)) {
            List<Future<?>> keepers = List.of(threads.submit(reapUntil(over)), threads.submit(watchUntil(over)));
            List<Future<?>> workers = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                Random random = new Random(seed * 100 + worker);
                workers.add(threads.submit(work(random, worker % 4 == 0)));
            }
            try {
                await(workers);
            } finally {
                over.set(true);
            }
            await(keepers);
        }
        sql.execute("UPDATE turn SET lease_until = now() - interval '1 second' WHERE status = 'RUNNING'");
        sql.execute("UPDATE critique SET lease_until = now() - interval '1 second' WHERE status = 'RUNNING'");
        reaper.reapLapsed(NEVER, NEVER);
        critiques.claimLapsedAndWaiting(NEVER, "last", SHORT, NEVER);
        sql.execute("UPDATE critique SET lease_until = now() - interval '1 second' WHERE status = 'RUNNING'");
        sql.execute("UPDATE budget SET stop_reason = 'TOKEN_BUDGET'");
        critiques.claimLapsedAndWaiting(NEVER, "last", SHORT, NEVER);

        // then
        assertThat(claimed.get()).isGreaterThan(TURNS);
        for (UUID run : List.of(byTokens, byCost)) {
            assertThat(sql.row(
                            "SELECT reserved_tokens = 0 AND reserved_cost = 0 AS free FROM budget WHERE id = ?", run))
                    .containsEntry("free", true);
            assertThat(sql.row("""
                            SELECT b.spent_tokens - b.possible_tokens = c.tokens AS tokens,
                                   b.spent_cost - b.possible_cost = c.cost AS cost,
                                   b.possible_tokens > 0 AND b.possible_cost > 0 AS killed, c.tokens > 0 AS answered
                            FROM budget b,
                                 (SELECT coalesce(sum(tokens), 0) AS tokens, coalesce(sum(cost), 0) AS cost
                                  FROM (SELECT t.input_tokens + t.output_tokens AS tokens, t.cost
                                        FROM turn t JOIN trace s ON s.id = t.trace_id WHERE s.run_id = ?
                                        UNION ALL
                                        SELECT c.input_tokens + c.output_tokens, c.cost
                                        FROM critique c JOIN trace s ON s.id = c.trace_id WHERE s.run_id = ?) call) c
                            WHERE b.id = ?
                            """, run, run, run))
                    .containsEntry("tokens", true)
                    .containsEntry("cost", true)
                    .containsEntry("killed", true)
                    .containsEntry("answered", true);
        }
        assertThat(sql.row("""
                        SELECT p.reserved_tokens = 0 AND p.reserved_cost = 0 AS free,
                               p.spent_tokens = sum(b.spent_tokens) AND p.spent_cost = sum(b.spent_cost)
                               AND p.possible_tokens = sum(b.possible_tokens)
                               AND p.possible_cost = sum(b.possible_cost) AS the_sum
                        FROM budget p JOIN budget b ON b.parent_id = p.id
                        WHERE p.id = ?
                        GROUP BY p.id
                        """, campaign)).containsEntry("free", true).containsEntry("the_sum", true);
        assertThat(sql.count(
                        "SELECT count(*) FROM turn t JOIN trace s ON s.id = t.trace_id"
                                + " WHERE s.run_id = ? AND t.reserved_tokens IS NOT NULL",
                        free))
                .isZero();
    }

    private UUID run(@Nullable Long tokens, @Nullable BigDecimal cost) {
        UUID run = fixture.run(RunStatus.RUNNING);
        fixture.waitingTurns(run, TURNS);
        List<UUID> criticised = fixture.traces(run, CRITIQUES, TraceStatus.AWAITING_CRITIQUE);
        criticised.forEach(trace -> fixture.turn(trace, 0, TurnStatus.COMPLETED));
        fixture.budget(run, tokens, cost);
        critiques.insertMissing(criticised.stream()
                .map(trace -> new CritiqueDraft(
                        UUID.randomUUID(), trace, 0, new CritiqueSchedule.Window(0, 0), Fixture.MODEL))
                .toList());
        sql.execute("UPDATE critique SET input_bound = 80");
        return run;
    }

    private Callable<Void> work(Random random, boolean verifier) {
        return () -> {
            int idle = 0;
            while (idle < 20) {
                Duration lease = random.nextInt(3) == 0 ? SHORT : LONG;
                boolean worked = verifier ? criticise(random, lease) : answer(random, lease);
                idle = worked ? 0 : idle + 1;
                Thread.sleep(random.nextInt(3));
            }
            return null;
        };
    }

    private boolean answer(Random random, Duration lease) throws InterruptedException {
        List<ClaimedTurn> turns = queue.claimWaiting(1 + random.nextInt(10), Duration.ZERO, "worker", lease);
        claimed.addAndGet(turns.size());
        Thread.sleep(random.nextInt(8));
        List<TurnCompletion> completions = new ArrayList<>();
        List<TurnRelease> releases = new ArrayList<>();
        for (ClaimedTurn turn : turns) {
            TurnClaim claim = turn.claim();
            switch (random.nextInt(10)) {
                case 0 -> releases.add(TurnRelease.uncalled(claim));
                case 1 -> releases.add(TurnRelease.failed(claim, Duration.ofMillis(random.nextInt(5))));
                case 2 -> releases.add(TurnRelease.brokenOff(claim));
                case 3 -> completions.add(Completions.failed(claim, "RATE_LIMITED"));
                case 4 -> completions.add(Completions.completed(claim, "reply", Usage.UNKNOWN, null));
                case 5 -> {
                    // The worker dies; its lease lapses, or is made to at the end.
                }
                default -> completions.add(completed(claim, random));
            }
        }
        completer.complete(completions);
        releaser.release(releases);
        return !turns.isEmpty();
    }

    private static TurnCompletion completed(TurnClaim claim, Random random) {
        Usage usage = usage(random);
        return Completions.completed(claim, "reply", usage, cost(usage));
    }

    private static Usage usage(Random random) {
        return new Usage(1 + random.nextInt(80), null, 1 + random.nextInt(20), null);
    }

    private static BigDecimal cost(Usage usage) {
        int input = usage.input() == null ? 0 : usage.input();
        int output = usage.output() == null ? 0 : usage.output();
        return INPUT.multiply(BigDecimal.valueOf(input)).add(OUTPUT.multiply(BigDecimal.valueOf(output)));
    }

    private boolean criticise(Random random, Duration lease) throws InterruptedException {
        List<ClaimedCritique> made = critiques
                .claimLapsedAndWaiting(1 + random.nextInt(5), "verifier", lease, NEVER)
                .claimed();
        Thread.sleep(random.nextInt(8));
        for (ClaimedCritique critique : made) {
            switch (random.nextInt(4)) {
                case 0 -> critiqueLeases.release(List.of(CritiqueRelease.failed(critique.claim(), Duration.ZERO)));
                case 1 -> {
                    // The verifier dies.
                }
                default -> critiqueCompleter.complete(List.of(criticised(critique, usage(random))));
            }
        }
        return !made.isEmpty();
    }

    private static CritiqueCompletion criticised(ClaimedCritique critique, Usage usage) {
        return new CritiqueCompletion(
                critique.claim(),
                TurnStatus.COMPLETED,
                CritiqueOutcome.PASS,
                null,
                null,
                null,
                "raw",
                usage,
                cost(usage),
                true,
                5,
                null,
                null);
    }

    private Callable<Void> reapUntil(AtomicBoolean over) {
        return () -> {
            while (!over.get()) {
                reaper.reapLapsed(7, NEVER);
                Thread.sleep(2);
            }
            return null;
        };
    }

    private Callable<Void> watchUntil(AtomicBoolean over) {
        return () -> {
            while (!over.get()) {
                assertThat(sql.rows("""
                                SELECT * FROM budget
                                WHERE spent_tokens + reserved_tokens > cap_tokens OR spent_cost + reserved_cost > cap_cost
                                   OR least(spent_tokens, possible_tokens, reserved_tokens) < 0
                                   OR least(spent_cost, possible_cost, reserved_cost) < 0
                                """)).isEmpty();
            }
            return null;
        };
    }

    private static void await(Collection<Future<?>> futures) throws Exception {
        for (Future<?> future : futures) {
            future.get();
        }
    }
}
