package org.openstrawberry.orchestrator.api;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.openstrawberry.messaging.commit.TransientFailures;
import org.openstrawberry.orchestrator.problemset.ImportException;
import org.openstrawberry.orchestrator.problemset.RowsRejectedException;
import org.openstrawberry.orchestrator.run.BudgetTooLowException;
import org.openstrawberry.orchestrator.run.RunConflictException;

/** Tells every failure as problem details, and none of them with a stack trace. */
final class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final String MULTIPART_PARSER = "org.jboss.resteasy.reactive.server.core.multipart.";

    @ServerExceptionMapper
    Response refused(ApiException e) {
        return response(e.problem());
    }

    @ServerExceptionMapper
    Response unreadable(ImportException e) {
        ErrorCode code = switch (e.code()) {
            case EMPTY_FILE -> ErrorCode.EMPTY_FILE;
            case NOT_UTF8 -> ErrorCode.NOT_UTF8;
            case STORAGE_POINTER -> ErrorCode.STORAGE_POINTER;
            case UNSUPPORTED_FORMAT -> ErrorCode.UNSUPPORTED_FORMAT;
            case FILE_TOO_LARGE -> ErrorCode.TOO_LARGE;
            case TOO_MANY_ROWS -> ErrorCode.TOO_MANY_ROWS;
            case MALFORMED_FILE -> ErrorCode.MALFORMED_FILE;
            case MAPPING_NEEDED -> ErrorCode.MAPPING_NEEDED;
        };
        return response(ProblemDetail.of(code, message(e), List.of()));
    }

    @ServerExceptionMapper
    Response rowsRejected(RowsRejectedException e) {
        List<FieldError> errors = e.summary().rejected().stream()
                .map(rejection -> new FieldError("line " + rejection.line(), rejection.reason()))
                .toList();
        return response(ProblemDetail.of(ErrorCode.ROWS_REJECTED, message(e), errors));
    }

    @ServerExceptionMapper
    Response conflict(RunConflictException e) {
        ErrorCode code = switch (e.code()) {
            case ALREADY_OVER -> ErrorCode.ALREADY_OVER;
            case IDEMPOTENCY_KEY_REUSED -> ErrorCode.IDEMPOTENCY_KEY_REUSED;
            case WITHOUT_BUDGET -> ErrorCode.WITHOUT_BUDGET;
            case STOPPED_BY_CAMPAIGN -> ErrorCode.STOPPED_BY_CAMPAIGN;
            case NOT_FOUND -> ErrorCode.NOT_FOUND;
        };
        return response(ProblemDetail.of(code, message(e), List.of()));
    }

    @ServerExceptionMapper
    Response tooLow(BudgetTooLowException e) {
        return refused(ApiException.invalid(e.field(), message(e)));
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
        ErrorCode code = ErrorCode.ofStatus(status);
        String path = uri.getPath();
        String detail = switch (code) {
            case NOT_FOUND -> "There is nothing at " + path;
            case METHOD_NOT_ALLOWED -> "The method is not allowed at " + path;
            case UNSUPPORTED_MEDIA_TYPE -> "The body's media type is not one that " + path + " takes";
            default -> Objects.requireNonNullElse(e.getMessage(), code.title());
        };
        Response.ResponseBuilder builder = Response.status(status)
                .type(ProblemDetail.MEDIA_TYPE)
                .entity(new ProblemDetail(code.type(), code.title(), status, detail, code, List.of()));
        if (e instanceof NotAllowedException) {
            builder.header(HttpHeaders.ALLOW, e.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        return builder.build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        if (isDatabaseAway(e)) {
            LOG.warnf("the database is away, a request is answered 503: %s", e.getMessage());
            return response(ProblemDetail.of(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The database does not answer for now; the request can be sent again in a few seconds",
                    List.of()));
        }
        if (isMalformedMultipart(e)) {
            return response(ProblemDetail.of(
                    ErrorCode.BAD_REQUEST,
                    "The multipart body cannot be read: it is cut short, has too many parts, or its boundary is not the"
                            + " one of its Content-Type",
                    List.of()));
        }
        String errorId = UUID.randomUUID().toString();
        LOG.errorf(e, "request failed errorId=%s", errorId);
        return response(ProblemDetail.of(
                ErrorCode.INTERNAL_ERROR,
                "The request failed for a reason that the log tells under the error id " + errorId,
                List.of()));
    }

    /** An I/O failure is the connection to the caller or a file here, not the database. */
    private static boolean isDatabaseAway(Throwable e) {
        return !(e instanceof IOException || e instanceof UncheckedIOException) && TransientFailures.isTransient(e);
    }

    /**
     * What the framework's parser itself throws has no class of its own, and a full disk throws the same class from
     * deeper down: the place where it was thrown tells them apart.
     */
    private static boolean isMalformedMultipart(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith(MULTIPART_PARSER);
    }

    private static Response response(ProblemDetail problem) {
        Response.ResponseBuilder builder =
                Response.status(problem.status()).type(ProblemDetail.MEDIA_TYPE).entity(problem);
        if (problem.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            builder.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return builder.build();
    }

    private static String message(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), "");
    }
}
