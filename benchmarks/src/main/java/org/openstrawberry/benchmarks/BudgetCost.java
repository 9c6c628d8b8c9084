package org.openstrawberry.benchmarks;

import io.agroal.api.AgroalDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.TurnCompleter;
import org.openstrawberry.store.turn.TurnCompletion;
import org.openstrawberry.store.turn.TurnQueue;

/** What a budget costs the database at 500 turns a second: claims and completions with one and without. */
public final class BudgetCost {
    private static final int TURNS_A_SECOND = 500;
    /** Turns of a batch; services claim and complete what comes together together. */
    private static final int BATCH = 16;

    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private BudgetCost() {}

    /**
     * Measures.
     *
     * @param arguments seconds to measure each of the two, 20 by default
     */
    public static void main(String[] arguments) throws Exception {
        Duration measured = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 20);
        try (BenchmarkDatabase database = BenchmarkDatabase.start();
                AgroalDataSource dataSource = database.pool(2)) {
            double without = measure(database, dataSource, false, measured);
            double with = measure(database, dataSource, true, measured);
            System.out.printf(
                    Locale.ROOT,
                    "%ndatabase time of claim and completion: %.4f ms a turn without a budget, %.4f ms with one;"
                            + " the budget costs %.4f ms a turn%n",
                    without,
                    with,
                    with - without);
        }
        System.exit(0);
    }

    private static double measure(
            BenchmarkDatabase database, AgroalDataSource dataSource, boolean budget, Duration duration)
            throws SQLException, InterruptedException {
        UUID run = UUID.randomUUID();
        long turns = TURNS_A_SECOND * (WARM_UP.plus(duration).toSeconds() + 1);
        database.execute(rows(run, turns));
        if (budget) {
            database.execute("""
                    INSERT INTO budget (id, cap_tokens, cap_cost, turn_output_bound, turn_input_price,
                                        turn_output_price, critique_output_bound)
                    VALUES ('%s', 1000000000000, 1000000, 512, 0.000001, 0.000002, 0)
                    """.formatted(run));
        }
        List<UUID> ids = turns(dataSource, run);
        int warm = drive(dataSource, ids, WARM_UP);
        database.resetStatistics();
        int done = drive(dataSource, ids.subList(warm, ids.size()), duration);
        System.out.printf("%n%s%n", budget ? "With a budget" : "Without a budget");
        return database.printStatistics("turn t") / done;
    }

    private static int drive(AgroalDataSource dataSource, List<UUID> ids, Duration duration)
            throws InterruptedException {
        TurnQueue queue = new TurnQueue(dataSource);
        TurnCompleter completer = new TurnCompleter(dataSource);
        long interval = TimeUnit.SECONDS.toNanos(1) * BATCH / TURNS_A_SECOND;
        long began = System.nanoTime();
        int done = 0;
        for (long batch = 0; batch * interval < duration.toNanos(); batch++) {
            long sleep = began + batch * interval - System.nanoTime();
            if (sleep > 0) {
                TimeUnit.NANOSECONDS.sleep(sleep);
            }
            List<ClaimedTurn> claimed =
                    queue.claim(ids.subList(done, done + BATCH), "benchmark", Duration.ofMinutes(1));
            completer.complete(claimed.stream().map(BudgetCost::completion).toList());
            done += claimed.size();
        }
        return done;
    }

    private static TurnCompletion completion(ClaimedTurn turn) {
        return new TurnCompletion(
                turn.claim(),
                TurnStatus.COMPLETED,
                "It is 4.",
                "A title",
                "STOP",
                new Usage(200, 0, 100, 0),
                new BigDecimal("0.0004"),
                true,
                200,
                "m",
                null,
                null,
                UUID.randomUUID(),
                "{}");
    }

    private static String rows(UUID run, long turns) {
        return """
                WITH problems AS (
                    INSERT INTO problem_set (id, name, version, content_hash, problems)
                    VALUES ('%1$s', '%1$s', 1, '%1$s', 1)
                    RETURNING id),
                problem AS (
                    INSERT INTO problem (id, problem_set_id, position, prompt, answer_type)
                    SELECT id, id, 0, 'What is 2 + 2?', 'NUMBER' FROM problems
                    RETURNING id),
                run AS (
                    INSERT INTO run (id, problem_set_id, name, model, mode, samples_per_problem, problems, settings,
                                     status, traces_planned, request_hash)
                    SELECT id, id, 'benchmark', 'openai:m', 'TRACE', %2$d, 1, '{}', 'RUNNING', %2$d, '' FROM problems
                    RETURNING id),
                trace AS (
                    INSERT INTO trace (id, run_id, problem_id, sample, seed, status)
                    SELECT gen_random_uuid(), run.id, problem.id, i, i, 'AWAITING_TURN'
                    FROM run, problem, generate_series(1, %2$d) i
                    RETURNING id)
                INSERT INTO turn (id, trace_id, index, kind, prompt, status, input_bound)
                SELECT gen_random_uuid(), id, 0, 'PROBLEM', 'What is 2 + 2?', 'PENDING', 300 FROM trace
                """.formatted(run, turns);
    }

    private static List<UUID> turns(AgroalDataSource dataSource, UUID run) throws SQLException {
        String sql = "SELECT t.id FROM turn t JOIN trace s ON s.id = t.trace_id WHERE s.run_id = ? ORDER BY t.id";
        List<UUID> ids = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, run);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getObject(1, UUID.class));
                }
            }
        }
        return ids;
    }
}
