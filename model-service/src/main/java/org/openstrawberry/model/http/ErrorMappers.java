package org.openstrawberry.model.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells every failure in OpenAI's shape, and none of them with a stack trace. */
final class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);
    private static final String MULTIPART_PARSER = "org.jboss.resteasy.reactive.server.core.multipart.";

    @ServerExceptionMapper
    Response refused(ApiException e) {
        return Answers.error(e);
    }

    @ServerExceptionMapper
    Response byFramework(WebApplicationException e, UriInfo uri) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (status >= 500) {
            return unexpected(e);
        }
        String path = uri.getPath();
        return Answers.error(
                switch (status) {
                    case 404 -> ApiException.notFound(null, "unknown_url", "Unknown request URL: " + path + ".");
                    case 405 ->
                        ApiException.refused(405, "method_not_allowed", "The method is not allowed at " + path + ".");
                    case 413 -> ApiException.refused(413, "request_too_large", "The body is too large.");
                    case 415 ->
                        ApiException.refused(
                                415, "unsupported_media_type", "The body's media type is not one that is read here.");
                    default -> ApiException.refused(status, "bad_request", "The request cannot be read.");
                });
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        if (trace.length > 0 && trace[0].getClassName().startsWith(MULTIPART_PARSER)) {
            return Answers.error(ApiException.invalid(
                    null, "invalid_multipart", "The multipart body cannot be read: it is cut short or malformed."));
        }
        String errorId = UUID.randomUUID().toString();
        LOG.errorf(e, "request failed errorId=%s", errorId);
        return Answers.error(
                ApiException.failed("The request failed for a reason that the log tells under " + errorId + "."));
    }
}
