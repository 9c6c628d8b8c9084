package org.openstrawberry.store.campaign;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs that belong together. Its budget is the one of the same id. */
@Entity
@Table(name = "campaign")
public class Campaign extends PanacheEntityBase {
    @Id
    public UUID id;

    @Column(updatable = false)
    public String name;

    /** Of the prices that its runs were started with, as ISO 4217 names it. */
    @Column(updatable = false)
    public String currency;

    /** The Idempotency-Key of the request that made it. */
    @Column(name = "idempotency_key", updatable = false)
    public @Nullable String idempotencyKey;

    /** SHA-256 of that request's body: a key used again for another body is an error. */
    @Column(name = "request_hash", updatable = false)
    public String requestHash;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    /** The campaign that a request with that Idempotency-Key made. */
    public static Optional<Campaign> findByIdempotencyKey(String key) {
        return find("idempotencyKey", key).firstResultOptional();
    }

    /** The campaigns made before that one, newest first. */
    public static List<Campaign> newest(Optional<UUID> before, int limit) {
        return before.isPresent()
                ? Campaign.<Campaign>find("id < ?1 order by id desc", before.get())
                        .page(0, limit)
                        .list()
                : Campaign.<Campaign>find("order by id desc").page(0, limit).list();
    }
}
