package org.openstrawberry.generator.conversation;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.turn.Exchange;
import org.openstrawberry.store.turn.TurnHistory.Piece;

/** Where conversations are read from. */
public interface ConversationStore {

    /**
     * The settings of a run, which never change.
     *
     * @throws IllegalStateException if there is no such run
     */
    RunSettings settings(UUID runId);

    /**
     * A system text, which never changes.
     *
     * @throws IllegalStateException if there is none of that id
     */
    String systemText(String id);

    /** The answered turns of pieces of different traces, in order, by trace. */
    Map<UUID, List<Exchange>> exchanges(List<Piece> pieces);
}
