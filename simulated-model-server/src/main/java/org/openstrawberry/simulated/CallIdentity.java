package org.openstrawberry.simulated;

import org.jspecify.annotations.Nullable;

/**
 * What a request is made for, as far as its client said.
 *
 * @param trace header {@code X-Strawberry-Trace}
 * @param turn header {@code X-Strawberry-Turn}
 * @param attempt header {@code X-Strawberry-Attempt}
 */
public record CallIdentity(
        @Nullable String trace,
        @Nullable String turn,
        @Nullable String attempt) {}
