package org.openstrawberry.judge.service.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure into problem details. What went wrong inside is logged, not told. */
public final class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    /** A request that the judge refuses. */
    @ServerExceptionMapper
    Response refused(RequestException refused) {
        return response(refused.problem());
    }

    /** A request that the framework refuses: no such path, method, media type. */
    @ServerExceptionMapper
    Response refusedByFramework(WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        ErrorCode code = ErrorCode.ofStatus(status);
        return response(ProblemDetail.of(code, status, code.title(), List.of()));
    }

    /** Anything else is a defect. */
    @ServerExceptionMapper
    Response defect(RuntimeException defect) {
        LOG.error("a request failed", defect);
        ErrorCode code = ErrorCode.INTERNAL_ERROR;
        return response(ProblemDetail.of(code, code.status(), "The judge failed; its log says why.", List.of()));
    }

    private static Response response(ProblemDetail problem) {
        return Response.status(problem.status())
                .type(ProblemDetail.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
