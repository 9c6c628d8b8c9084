package org.openstrawberry.store.problem;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** What a model once answered to a problem; {@code replay:NAME} serves it again. */
@Entity
@Immutable
@Table(name = "recording")
public class Recording extends PanacheEntityBase {
    @EmbeddedId
    public Key key;

    public String output;

    /**
     * Which output it is.
     *
     * @param name of the recorded model
     * @param sample from 0, in the order of the import
     */
    @Embeddable
    public record Key(@Column(name = "problem_id") UUID problemId, String name, int sample) {}

    /** The sample-th output recorded under that name for the problem. */
    public static Optional<Recording> find(UUID problemId, String name, int sample) {
        return findByIdOptional(new Key(problemId, name, sample));
    }

    /** The names under which the problem set has recordings. */
    public static List<String> namesIn(UUID problemSetId) {
        return getEntityManager()
                .createQuery("""
                        select distinct r.key.name from Recording r
                        where r.key.problemId in (select p.id from Problem p where p.problemSetId = :set)
                        order by r.key.name
                        """, String.class)
                .setParameter("set", problemSetId)
                .getResultList();
    }
}
