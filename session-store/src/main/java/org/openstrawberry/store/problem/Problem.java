package org.openstrawberry.store.problem;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.AnswerType;

/** A prompt with the answer that is known to be right. */
@Entity
@Immutable
@Table(name = "problem")
public class Problem extends PanacheEntityBase {
    @Id
    public UUID id;

    @Column(name = "problem_set_id")
    public UUID problemSetId;

    /** Place in the problem set, from 0. */
    public int position;

    public String prompt;

    /** Null when the right answer is not known; the judge then leaves every answer undecided. */
    @Column(name = "ground_truth")
    public @Nullable String groundTruth;

    @Enumerated(EnumType.STRING)
    @Column(name = "answer_type")
    public AnswerType answerType;

    /** The problem's own id in the file it came from. */
    @Column(name = "source_id")
    public @Nullable String sourceId;

    public @Nullable String level;

    public @Nullable String subject;

    /** So many problems of the set from that position on, in order. */
    public static List<Problem> inOrder(UUID problemSetId, int firstPosition, int count) {
        return list(
                "problemSetId = ?1 and position >= ?2 and position < ?3 order by position",
                problemSetId,
                firstPosition,
                firstPosition + count);
    }
}
