package org.openstrawberry.llm.replay;

import java.util.Optional;
import java.util.UUID;

/** Outputs that a problem set brought along, by name. */
public interface Recordings {

    /**
     * The recorded output of one sample of a problem.
     *
     * @param problemId the problem
     * @param name the recording's name
     * @param sample from 0
     */
    Optional<String> find(UUID problemId, String name, int sample);
}
