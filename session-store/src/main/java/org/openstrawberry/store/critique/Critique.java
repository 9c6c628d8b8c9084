package org.openstrawberry.store.critique;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.TurnStatus;

/** The verifier's judgement of a window of turns. Only the statements of this package change it. */
@Entity
@DynamicUpdate
@Table(name = "critique")
public class Critique extends PanacheEntityBase {
    @Id
    public UUID id;

    @Column(name = "trace_id")
    public UUID traceId;

    /** The turn whose completion made it due; a trace has at most one critique per turn. */
    @Column(name = "after_turn")
    public int afterTurn;

    /** First turn of the window. */
    @Column(name = "from_turn")
    public int fromTurn;

    /** Last turn of the window. */
    @Column(name = "to_turn")
    public int toTurn;

    /** {@code provider:model} of the critic. */
    public String model;

    @Enumerated(EnumType.STRING)
    public TurnStatus status;

    /** Claims so far: the fencing token of completions. */
    public int attempt;

    /** Claims that outlived their lease: the count that poisons. */
    public int reaped;

    @Column(name = "lease_owner")
    public @Nullable String leaseOwner;

    @Column(name = "lease_until")
    public @Nullable Instant leaseUntil;

    /** Most input tokens of its call; null where its run has no budget. */
    @Column(name = "input_bound", updatable = false)
    public @Nullable Long inputBound;

    /** Calls that failed in a way that may have been charged for. */
    @Column(insertable = false, updatable = false)
    public int failures;

    /** Null until it is made. */
    @Enumerated(EnumType.STRING)
    public @Nullable CritiqueOutcome outcome;

    /** 0 to 1; null when the critic gave none. */
    public @Nullable Double score;

    /** Index of the first wrong turn; null when none was named. */
    @Column(name = "first_wrong_turn")
    public @Nullable Integer firstWrongTurn;

    /** The critique in words. */
    public @Nullable String text;

    /** The critic's reply as it came. */
    @Column(name = "raw_reply")
    public @Nullable String rawReply;

    /** What each critic said, where several were asked. */
    @Convert(converter = CritiqueVotesConverter.class)
    @Column(insertable = false, updatable = false, columnDefinition = "jsonb")
    public List<CritiqueVote> votes = List.of();

    /** 0 to 1, by the name of what the critic rated. */
    @Convert(converter = CritiqueScoresConverter.class)
    @Column(insertable = false, updatable = false, columnDefinition = "jsonb")
    public Map<String, Double> scores = Map.of();

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

    @Column(name = "error_code")
    public @Nullable String errorCode;

    @Column(name = "error_detail")
    public @Nullable String errorDetail;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "completed_at")
    public @Nullable Instant completedAt;

    /** The critiques of a trace in order. */
    public static List<Critique> ofTrace(UUID traceId) {
        return list("traceId = ?1 order by afterTurn", traceId);
    }

    /** The critique of each trace that was made due last. */
    public static List<Critique> latestOf(Collection<UUID> traceIds) {
        return traceIds.isEmpty() ? List.of() : list("""
                        from Critique c
                        where c.traceId in ?1
                          and c.afterTurn = (select max(o.afterTurn) from Critique o where o.traceId = c.traceId)
                        """, traceIds);
    }
}
