package org.openstrawberry.orchestrator.trace;

import java.util.Optional;

/** What an input did to a trace. */
public sealed interface Transition {

    /** The state after the input. */
    TraceState state();

    /** What has to be done now; empty when the input changed nothing. */
    Optional<Command> command();

    /** The trace moved to another state, and its outstanding command is to be carried out. */
    record Moved(TraceState state) implements Transition {
        @Override
        public Optional<Command> command() {
            return state.outstanding();
        }
    }

    /**
     * The trace does not wait for this input: it is a repetition, late or early. Nothing changes. Whoever doubts that
     * the state's command was carried out finds it in {@link TraceState#outstanding()}.
     */
    record Ignored(TraceState state) implements Transition {
        @Override
        public Optional<Command> command() {
            return Optional.empty();
        }
    }
}
