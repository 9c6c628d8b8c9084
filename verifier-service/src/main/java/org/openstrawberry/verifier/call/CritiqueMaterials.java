package org.openstrawberry.verifier.call;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.turn.TurnHistory;

/** Reads what a critic is shown, in one short transaction that is over before the call begins. */
@ApplicationScoped
public class CritiqueMaterials {
    private final EntityManager entities;
    private final TurnHistory history;

    CritiqueMaterials(EntityManager entities, TurnHistory history) {
        this.entities = entities;
        this.history = history;
    }

    /** The material of that critique. */
    @Transactional
    public CritiqueMaterial load(ClaimedCritique critique) {
        String problem = entities.createQuery("select p.prompt from Problem p where p.id = :id", String.class)
                .setParameter("id", critique.problemId())
                .getSingleResult();
        TurnHistory.Piece window = new TurnHistory.Piece(
                critique.traceId(),
                critique.window().fromTurn(),
                critique.window().toTurn() + 1);
        return new CritiqueMaterial(problem, history.load(List.of(window)).getOrDefault(critique.traceId(), List.of()));
    }
}
