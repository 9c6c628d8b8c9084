package org.openstrawberry.store.trace;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.TraceStatus;

/**
 * One reasoning session for one problem and one sample. Whoever changes a trace holds its row lock, taken by
 * {@link #lock}; the sums over its turns are written by the statement that completes a turn, and only read here.
 */
@Entity
@DynamicUpdate
@Table(name = "trace")
public class Trace extends PanacheEntityBase {
    @Id
    public UUID id;

    @Column(name = "run_id", updatable = false)
    public UUID runId;

    @Column(name = "problem_id", updatable = false)
    public UUID problemId;

    /** Which of the run's samples of the problem, from 0. */
    @Column(updatable = false)
    public int sample;

    /** From which every random choice of the trace derives. */
    @Column(updatable = false)
    public long seed;

    /** The system text of every call of the trace; null when there is none. */
    @Column(name = "system_prompt_id")
    public @Nullable String systemPromptId;

    @Enumerated(EnumType.STRING)
    public TraceStatus status;

    /** While set, no turn of the trace can be claimed. */
    public boolean paused;

    /** Turns whose outcome the trace has taken in; also the index of the turn it waits for. */
    @Column(name = "turn_count")
    public int turnCount;

    @Enumerated(EnumType.STRING)
    @Column(name = "end_reason")
    public @Nullable EndReason endReason;

    /** Ended because the budget of its run was used up: goes on when that is raised. */
    public boolean stopped;

    /** What failed, when the trace ended by an error. */
    @Column(name = "error_code")
    public @Nullable String errorCode;

    /** What was handed to the judge, or waits for a critic to let it pass. */
    @Column(name = "proposed_answer")
    public @Nullable String proposedAnswer;

    /** How often a critic has sent an answer of the trace back to work. */
    @Column(name = "gate_returns")
    public int gateReturns;

    /** What the judge found in it. */
    public @Nullable String answer;

    @Column(name = "input_tokens", insertable = false, updatable = false)
    public long inputTokens;

    /** Null while no call reported any, as with the two other kinds of tokens that not every provider tells of. */
    @Column(name = "cached_tokens", insertable = false, updatable = false)
    public @Nullable Long cachedTokens;

    @Column(name = "cache_written_tokens", insertable = false, updatable = false)
    public @Nullable Long cacheWrittenTokens;

    @Column(name = "output_tokens", insertable = false, updatable = false)
    public long outputTokens;

    @Column(name = "reasoning_tokens", insertable = false, updatable = false)
    public @Nullable Long reasoningTokens;

    /** Calls whose provider reported no tokens: the sums are then lower bounds. */
    @Column(name = "calls_unmetered", insertable = false, updatable = false)
    public int callsUnmetered;

    /** Calls answered or refused by a provider. */
    @Column(insertable = false, updatable = false)
    public int calls;

    /** Null when no call had a known cost. */
    @Column(insertable = false, updatable = false)
    public @Nullable BigDecimal cost;

    /** Time spent in model calls. */
    @Column(name = "thinking_millis", insertable = false, updatable = false)
    public long thinkingMillis;

    @Column(name = "event_sequence", insertable = false, updatable = false)
    public long eventSequence;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @Column(name = "started_at")
    public @Nullable Instant startedAt;

    /** Since when the trace has had its status. */
    @Column(name = "status_since")
    public Instant statusSince;

    @Column(name = "finished_at")
    public @Nullable Instant finishedAt;

    /**
     * Locks the traces until the transaction ends and returns them as they now are. Locks are taken in the order of
     * the ids, as every statement over several traces does, so that two of them cannot block each other.
     */
    public static List<Trace> lock(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return Trace.<Trace>find("id in ?1 order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** How many traces of the run are begun and not ended. */
    public static long countInFlight(UUID runId) {
        return count("runId = ?1 and status in ('AWAITING_TURN', 'AWAITING_CRITIQUE', 'AWAITING_VERDICT')", runId);
    }

    /** Traces of the run that have not begun, in the order in which they are to begin. */
    public static List<UUID> findQueued(UUID runId, int limit) {
        return getEntityManager()
                .createQuery(
                        "select t.id from Trace t where t.runId = :run and t.status = 'QUEUED' order by t.id",
                        UUID.class)
                .setParameter("run", runId)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Traces of the run that have not ended. */
    public static List<UUID> findUnfinished(UUID runId, int limit) {
        return getEntityManager()
                .createQuery("select t.id from Trace t where t.runId = :run and t.status <> 'FINISHED'", UUID.class)
                .setParameter("run", runId)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Traces of the run that have not ended and propose no answer yet: those that need further calls. */
    public static List<UUID> findWorking(UUID runId, int limit) {
        return getEntityManager()
                .createQuery("""
                        select t.id from Trace t
                        where t.runId = :run and t.status in ('QUEUED', 'AWAITING_TURN', 'AWAITING_CRITIQUE')
                        """, UUID.class)
                .setParameter("run", runId)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Traces of the run that its budget ended. */
    public static List<UUID> findStopped(UUID runId, int limit) {
        return getEntityManager()
                .createQuery("select t.id from Trace t where t.runId = :run and t.stopped order by t.id", UUID.class)
                .setParameter("run", runId)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Traces that have had the status since before that moment, longest first. */
    public static List<UUID> findWaitingSince(TraceStatus status, Instant before, int limit) {
        return getEntityManager()
                .createQuery("""
                        select t.id from Trace t
                        where t.status = :status and t.statusSince < :before
                        order by t.statusSince
                        """, UUID.class)
                .setParameter("status", status)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }
}
