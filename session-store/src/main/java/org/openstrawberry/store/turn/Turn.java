package org.openstrawberry.store.turn;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;

/**
 * One exchange of a trace. Written as PENDING by the orchestrator; from then on the statements of this package change
 * it, and the orchestrator when its trace ends or begins again. A trace has at most one turn that is not at its end.
 */
@Entity
@DynamicUpdate
@Table(name = "turn")
public class Turn extends PanacheEntityBase {
    @Id
    public UUID id;

    @Column(name = "trace_id", updatable = false)
    public UUID traceId;

    /** Place in the trace, from 0. */
    @Column(updatable = false)
    public int index;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    public TurnKind kind;

    @Column(updatable = false)
    public String prompt;

    @Enumerated(EnumType.STRING)
    public TurnStatus status;

    /** Claims so far: the fencing token of completions. */
    public int attempt;

    /** Claims that were given back without a call. */
    @Column(insertable = false, updatable = false)
    public int withheld;

    /** Claims that outlived their lease: the count that poisons. */
    public int reaped;

    @Column(name = "lease_owner")
    public @Nullable String leaseOwner;

    @Column(name = "lease_until")
    public @Nullable Instant leaseUntil;

    /** When {@code turn.requested} was last published for it. */
    @Column(name = "announced_at")
    public Instant announcedAt;

    /** Not to be claimed before; of those that may be, the one that could be first is claimed first. */
    @Column(name = "visible_at")
    public Instant visibleAt;

    /** Most input tokens of its call; null in turns from before there were budgets. */
    @Column(name = "input_bound", updatable = false)
    public @Nullable Long inputBound;

    /** Calls that failed in a way that may have been charged for. */
    @Column(insertable = false, updatable = false)
    public int failures;

    public @Nullable String reply;

    public @Nullable String title;

    @Column(name = "finish_reason")
    public @Nullable String finishReason;

    @Column(name = "input_tokens")
    public @Nullable Integer inputTokens;

    @Column(name = "cached_tokens")
    public @Nullable Integer cachedTokens;

    @Column(name = "cache_written_tokens")
    public @Nullable Integer cacheWrittenTokens;

    @Column(name = "output_tokens")
    public @Nullable Integer outputTokens;

    @Column(name = "reasoning_tokens")
    public @Nullable Integer reasoningTokens;

    public @Nullable BigDecimal cost;

    @Column(name = "latency_millis")
    public @Nullable Long latencyMillis;

    /** The model as the provider names it. */
    @Column(name = "provider_model")
    public @Nullable String providerModel;

    @Column(name = "error_code")
    public @Nullable String errorCode;

    @Column(name = "error_detail")
    public @Nullable String errorDetail;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @Column(name = "completed_at")
    public @Nullable Instant completedAt;

    /**
     * A turn that waits for a generator.
     *
     * @param inputBound most input tokens of its call; null when unknown
     */
    public static Turn pending(
            UUID id, UUID traceId, int index, TurnKind kind, String prompt, @Nullable Long inputBound, Instant now) {
        Turn turn = new Turn();
        turn.id = id;
        turn.traceId = traceId;
        turn.index = index;
        turn.kind = kind;
        turn.prompt = prompt;
        turn.inputBound = inputBound;
        turn.status = TurnStatus.PENDING;
        turn.announcedAt = now;
        turn.visibleAt = now;
        turn.createdAt = now;
        return turn;
    }

    /** The tokens of its call, as far as the provider reported them. */
    public Usage usage() {
        return new Usage(inputTokens, cachedTokens, cacheWrittenTokens, outputTokens, reasoningTokens);
    }

    /** The turns of a trace in order. */
    public static List<Turn> ofTrace(UUID traceId) {
        return list("traceId = ?1 order by index", traceId);
    }

    /** For each of the traces the turn that it waits for: the one at index {@code turnCount}. */
    public static List<Turn> awaitedBy(Collection<UUID> traceIds) {
        return traceIds.isEmpty() ? List.of() : list("""
                        select t from Turn t, Trace s
                        where s.id in ?1 and t.traceId = s.id and t.index = s.turnCount
                        """, traceIds);
    }

    /** For each of the traces the turn that it took in last, if it took any. */
    public static List<Turn> lastOf(Collection<UUID> traceIds) {
        return traceIds.isEmpty() ? List.of() : list("""
                        select t from Turn t, Trace s
                        where s.id in ?1 and t.traceId = s.id and t.index = s.turnCount - 1
                        """, traceIds);
    }
}
