package org.openstrawberry.orchestrator.problemset;

import java.util.function.Consumer;

/** Problems that can be gone through more than once, each time the same in the same order. */
public interface ProblemSource {

    /**
     * Hands over the problems one after another.
     *
     * @throws ImportException when they cannot be read
     */
    ImportSummary read(Consumer<ProblemDraft> sink);
}
