package org.openstrawberry.orchestrator.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses an Idempotency-Key without a value, which the framework takes for none: the caller relies on one. */
final class IdempotencyKeyFilter {
    private static final String HEADER = "Idempotency-Key";

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        String key = request.getHeaderString(HEADER);
        if (key != null && key.isBlank()) {
            throw ApiException.invalid(HEADER, "must not be empty; leave it out or give a key");
        }
    }
}
