package org.openstrawberry.store.problem;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.SQLRestriction;
import org.openstrawberry.contracts.ComparisonPolicy;
import org.openstrawberry.contracts.ElementOrder;
import org.openstrawberry.contracts.PercentPolicy;
import org.openstrawberry.contracts.UnitPolicy;

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

    @Enumerated(EnumType.STRING)
    @Column(name = "percent_policy")
    public PercentPolicy percentPolicy = ComparisonPolicy.DEFAULT.percent();

    @Enumerated(EnumType.STRING)
    @Column(name = "unit_policy")
    public UnitPolicy unitPolicy = ComparisonPolicy.DEFAULT.units();

    @Enumerated(EnumType.STRING)
    @Column(name = "element_order")
    public ElementOrder elementOrder = ComparisonPolicy.DEFAULT.order();

    /** As {@link ComparisonPolicy#tolerance()}. */
    public String tolerance = ComparisonPolicy.DEFAULT.tolerance();

    @Column(name = "created_at")
    public Instant createdAt;

    /** How answers to its problems are compared. */
    public ComparisonPolicy policy() {
        return new ComparisonPolicy(percentPolicy, unitPolicy, elementOrder, tolerance);
    }

    /** The set of that name and content, if it was imported before. */
    public static Optional<ProblemSet> findByContent(String name, String contentHash) {
        return find("name = ?1 and contentHash = ?2", name, contentHash).firstResultOptional();
    }

    /** The newest version of that name. */
    public static Optional<ProblemSet> findNewest(String name) {
        return find("name = ?1 order by version desc", name).firstResultOptional();
    }
}
