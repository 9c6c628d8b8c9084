package org.openstrawberry.store.problem;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.SQLRestriction;

/** A named, versioned import of problems. Never changed once stored; not seen before all of it is. */
@Entity
@Immutable
@SQLRestriction("state = 'READY'")
@Table(name = "problem_set")
public class ProblemSet extends PanacheEntityBase {
    @Id
    public UUID id;

    public String name;

    /** From 1, counted within the name. */
    public int version;

    /** SHA-256 of the problems and recordings in order; the same content under the same name is the same set. */
    @Column(name = "content_hash")
    public String contentHash;

    /** How many problems it holds. */
    public int problems;

    /** Made for one question asked by a person, not imported. */
    public boolean interactive;

    @Column(name = "created_at")
    public Instant createdAt;

    /** The set of that name and content, if it was imported before. */
    public static Optional<ProblemSet> findByContent(String name, String contentHash) {
        return find("name = ?1 and contentHash = ?2", name, contentHash).firstResultOptional();
    }

    /** The newest version of that name. */
    public static Optional<ProblemSet> findNewest(String name) {
        return find("name = ?1 order by version desc", name).firstResultOptional();
    }
}
