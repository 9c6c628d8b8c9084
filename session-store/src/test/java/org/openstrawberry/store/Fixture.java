package org.openstrawberry.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnStatus;

/** Rows to test with. */
@ApplicationScoped
public class Fixture {
    /** The model of every run made here. */
    public static final String MODEL = "openai:simulated";

    private final Sql sql;
    private final Ids ids;

    Fixture(Sql sql, Ids ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /** Empties every table. */
    public void clear() {
        sql.execute("TRUNCATE budget, campaign, outbox, system_prompt, problem_set CASCADE");
    }

    /** A run over a problem set of its own with one problem. */
    public UUID run(RunStatus status) {
        UUID set = ids.next();
        UUID run = ids.next();
        sql.execute(
                "INSERT INTO problem_set (id, name, version, content_hash, problems) VALUES (?, ?, 1, 'hash', 1)",
                set,
                "set-" + set);
        sql.execute("""
                INSERT INTO problem (id, problem_set_id, position, prompt, ground_truth, answer_type)
                VALUES (?, ?, 0, 'How many?', '3', 'NUMBER')
                """, ids.next(), set);
        sql.execute("""
                INSERT INTO run (id, problem_set_id, name, model, mode, samples_per_problem, problems, settings, status,
                                 traces_planned, request_hash)
                VALUES (?, ?, 'run', ?, 'TRACE', 1, 1, '{}', ?, 1, 'hash')
                """, run, set, MODEL, status.name());
        return run;
    }

    /**
     * Caps what the run may spend. A call has at most 20 output tokens; a token costs 0.001 in, 0.002 out.
     *
     * @param tokens null is no cap
     * @param cost null is no cap
     */
    public void budget(UUID run, @Nullable Long tokens, @Nullable BigDecimal cost) {
        sql.execute("""
                INSERT INTO budget (id, cap_tokens, cap_cost, turn_output_bound, turn_input_price, turn_output_price,
                                    critique_output_bound, critique_input_price, critique_output_price)
                VALUES (?, ?, ?, 20, 0.001, 0.002, 20, 0.001, 0.002)
                """, run, tokens, cost);
        sql.execute("""
                UPDATE turn SET input_bound = 80 WHERE trace_id IN (SELECT s.id FROM trace s WHERE s.run_id = ?)
                """, run);
    }

    /** A campaign with a budget, shared by those runs, which have one already. */
    public UUID campaign(@Nullable Long tokens, @Nullable BigDecimal cost, List<UUID> runs) {
        UUID campaign = ids.next();
        sql.execute("""
                INSERT INTO campaign (id, name, currency, request_hash, created_at)
                VALUES (?, 'campaign', 'USD', 'hash', now())
                """, campaign);
        sql.execute("""
                INSERT INTO budget (id, cap_tokens, cap_cost, turn_output_bound, critique_output_bound)
                VALUES (?, ?, ?, 0, 0)
                """, campaign, tokens, cost);
        runs.forEach(run -> {
            sql.execute("UPDATE run SET campaign_id = ? WHERE id = ?", campaign, run);
            sql.execute("UPDATE budget SET parent_id = ? WHERE id = ?", campaign, run);
        });
        return campaign;
    }

    /** The budget's row. */
    public Map<String, @Nullable Object> budget(UUID run) {
        return sql.row("SELECT * FROM budget WHERE id = ?", run);
    }

    /** The problem of a run made by {@link #run}. */
    public UUID problem(UUID run) {
        return (UUID) Objects.requireNonNull(sql.row("""
                SELECT p.id FROM problem p JOIN run r ON r.problem_set_id = p.problem_set_id WHERE r.id = ?
                """, run).get("id"));
    }

    /** Traces of the run, as its next samples. */
    public List<UUID> traces(UUID run, int count, TraceStatus status) {
        UUID problem = problem(run);
        int samples = (int) sql.count("SELECT count(*) FROM trace WHERE run_id = ?", run);
        return IntStream.range(samples, samples + count)
                .mapToObj(sample -> {
                    UUID trace = ids.next();
                    sql.execute(
                            """
                            INSERT INTO trace (id, run_id, problem_id, sample, seed, status, end_reason)
                            VALUES (?, ?, ?, ?, 7, ?, ?)
                            """,
                            trace,
                            run,
                            problem,
                            sample,
                            status.name(),
                            status == TraceStatus.FINISHED ? "FINAL_ANSWER" : null);
                    return trace;
                })
                .toList();
    }

    /** A turn of the trace in a status that needs no lease. */
    public UUID turn(UUID trace, int index, TurnStatus status) {
        UUID turn = ids.next();
        boolean completed = status == TurnStatus.COMPLETED;
        sql.execute(
                """
                INSERT INTO turn (id, trace_id, index, kind, prompt, status, reply, title, completed_at)
                VALUES (?, ?, ?, ?, 'prompt', ?, ?, ?, CASE WHEN ? THEN now() END)
                """,
                turn,
                trace,
                index,
                index == 0 ? "PROBLEM" : "NEXT",
                status.name(),
                completed ? "reply" : null,
                completed ? "title" : null,
                completed);
        return turn;
    }

    /** A trace that waits for a turn, with that turn. */
    public UUID waitingTurn(UUID run) {
        return turn(traces(run, 1, TraceStatus.AWAITING_TURN).getFirst(), 0, TurnStatus.PENDING);
    }

    /** So many of them. */
    public List<UUID> waitingTurns(UUID run, int count) {
        return traces(run, count, TraceStatus.AWAITING_TURN).stream()
                .map(trace -> turn(trace, 0, TurnStatus.PENDING))
                .toList();
    }

    /** The trace of a turn. */
    public UUID traceOf(UUID turn) {
        return (UUID) Objects.requireNonNull(
                sql.row("SELECT trace_id FROM turn WHERE id = ?", turn).get("trace_id"));
    }
}
