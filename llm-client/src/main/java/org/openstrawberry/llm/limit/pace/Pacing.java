package org.openstrawberry.llm.limit.pace;

import java.time.Duration;
import java.util.Optional;

/**
 * The rates of one key.
 *
 * @param requests of requests; empty if they are not limited
 * @param tokens of tokens; empty if they are not limited
 * @param block how far the moments of one reservation may lie apart: a process reserves that much at a time, so that
 *     several share a key fairly and one that dies takes little with it
 */
public record Pacing(Optional<Rate> requests, Optional<Rate> tokens, Duration block) {

    /** The block that serves: a tenth of a second. */
    public static final Duration DEFAULT_BLOCK = Duration.ofMillis(100);

    /** Whether anything is limited. */
    public boolean limited() {
        return requests.isPresent() || tokens.isPresent();
    }
}
