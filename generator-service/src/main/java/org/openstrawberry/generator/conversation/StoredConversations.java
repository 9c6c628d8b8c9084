package org.openstrawberry.generator.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.trace.SystemPrompt;
import org.openstrawberry.store.turn.Exchange;
import org.openstrawberry.store.turn.TurnHistory;
import org.openstrawberry.store.turn.TurnHistory.Piece;

/** Conversations in PostgreSQL. Each method is a transaction of its own: no connection outlives it. */
@ApplicationScoped
public class StoredConversations implements ConversationStore {
    private final TurnHistory history;

    /** For the container. */
    @Inject
    public StoredConversations(TurnHistory history) {
        this.history = history;
    }

    @Override
    @Transactional
    public RunSettings settings(UUID runId) {
        return Run.<Run>findByIdOptional(runId)
                .map(run -> run.settings)
                .orElseThrow(() -> new IllegalStateException("there is no run " + runId));
    }

    @Override
    @Transactional
    public String systemText(String id) {
        return SystemPrompt.<SystemPrompt>findByIdOptional(id)
                .map(prompt -> prompt.text)
                .orElseThrow(() -> new IllegalStateException("there is no system text " + id));
    }

    @Override
    public Map<UUID, List<Exchange>> exchanges(List<Piece> pieces) {
        return history.load(pieces);
    }
}
