package org.openstrawberry.store.verdict;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.VerdictOutcome;

/** What the judge found when it compared a trace's answer with the ground truth. */
@Entity
@Immutable
@Table(name = "verdict")
public class Verdict extends PanacheEntityBase {
    @Id
    public UUID id;

    @Column(name = "trace_id")
    public UUID traceId;

    @Enumerated(EnumType.STRING)
    public VerdictOutcome outcome;

    /** The comparison that decided. */
    public String rule;

    @Column(name = "rule_version")
    public String ruleVersion;

    /** Why, in one line. */
    public String reason;

    /** The answer as found in the text. */
    public @Nullable String extracted;

    @Column(name = "answer_normal_form")
    public @Nullable String answerNormalForm;

    @Column(name = "truth_normal_form")
    public @Nullable String truthNormalForm;

    @Column(name = "created_at")
    public Instant createdAt;

    /** The verdict on the trace, if it was judged. */
    public static Optional<Verdict> ofTrace(UUID traceId) {
        return find("traceId", traceId).firstResultOptional();
    }

    /** The verdicts on those of the traces that were judged. */
    public static List<Verdict> ofTraces(Collection<UUID> traceIds) {
        return traceIds.isEmpty() ? List.of() : list("traceId in ?1", traceIds);
    }
}
