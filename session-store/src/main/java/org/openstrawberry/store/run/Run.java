package org.openstrawberry.store.run;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Timeouts;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.jpa.SpecHints;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.RunStatus;

/** One job: a problem set, a model and how often and how to ask. */
@Entity
@DynamicUpdate
@Table(name = "run")
public class Run extends PanacheEntityBase {
    @Id
    public UUID id;

    @Column(name = "problem_set_id", updatable = false)
    public UUID problemSetId;

    /** The campaign that it belongs to. */
    @Column(name = "campaign_id", updatable = false)
    public @Nullable UUID campaignId;

    public String name;

    /** {@code provider:model} of the generator. */
    @Column(updatable = false)
    public String model;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    public RunMode mode;

    @Column(name = "samples_per_problem", updatable = false)
    public int samplesPerProblem;

    /** How many problems of the set take part: the first so many. */
    @Column(updatable = false)
    public int problems;

    @Convert(converter = RunSettingsConverter.class)
    @ColumnTransformer(write = "?::jsonb")
    @Column(updatable = false, columnDefinition = "jsonb")
    public RunSettings settings;

    @Enumerated(EnumType.STRING)
    public RunStatus status;

    /** Made for one question asked by a person. */
    @Column(updatable = false)
    public boolean interactive;

    /** Problems times samples. */
    @Column(name = "traces_planned", updatable = false)
    public int tracesPlanned;

    /** How many trace rows exist; fewer than planned while the run is being laid out. */
    @Column(name = "traces_created")
    public int tracesCreated;

    /** The Idempotency-Key of the request that made the run. */
    @Column(name = "idempotency_key", updatable = false)
    public @Nullable String idempotencyKey;

    /** SHA-256 of that request's body: a key used again for another body is an error. */
    @Column(name = "request_hash", updatable = false)
    public String requestHash;

    /** Why the run failed. */
    public @Nullable String failure;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @Column(name = "started_at")
    public @Nullable Instant startedAt;

    @Column(name = "finished_at")
    public @Nullable Instant finishedAt;

    /** The run that a request with that Idempotency-Key made. */
    public static Optional<Run> findByIdempotencyKey(String key) {
        return find("idempotencyKey", key).firstResultOptional();
    }

    /** How many runs of the campaign are in each state; states of none are left out. */
    public static Map<RunStatus, Long> countByStatus(UUID campaignId) {
        Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
        getEntityManager()
                .createQuery("select status, count(*) from Run where campaignId = ?1 group by status", Object[].class)
                .setParameter(1, campaignId)
                .getResultList()
                .forEach(row -> counts.put((RunStatus) row[0], (Long) row[1]));
        return Collections.unmodifiableMap(counts);
    }

    /** Runs that are still to be worked on, oldest first; a cancelled run is until its last trace has ended. */
    public static List<Run> unfinished() {
        return list("finishedAt is null order by createdAt");
    }

    /** The run, locked until the transaction ends, unless another process holds it. */
    public static Optional<Run> tryLock(UUID id) {
        return Run.<Run>find("id", id)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint(SpecHints.HINT_SPEC_LOCK_TIMEOUT, Timeouts.SKIP_LOCKED_MILLI)
                .firstResultOptional();
    }

    /** The run, locked until the transaction ends. */
    public static Optional<Run> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
