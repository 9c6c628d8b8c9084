package org.openstrawberry.llm.http;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;

/** What it means when an exchange brings no response. */
final class ExchangeFailures {

    private ExchangeFailures() {}

    static ModelCallException toException(Endpoint endpoint, @Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CappedBody.TooLargeException) {
                // The same question would bring the same flood.
                return new ModelCallException(
                                Code.INVALID_RESPONSE,
                                "The response from " + endpoint + " is " + cause.getMessage() + ".")
                        .asFinal();
            }
        }
        return switch (failure) {
            case HttpConnectTimeoutException _ ->
                new ModelCallException(Code.CONNECTION, "No connection to " + endpoint + " in time.").asUnsent();
            case ConnectException _ ->
                new ModelCallException(Code.CONNECTION, "The connection to " + endpoint + " failed (ConnectException).")
                        .asUnsent();
            case HttpTimeoutException _ ->
                new ModelCallException(Code.TIMEOUT, "No whole reply from " + endpoint + " in time.");
            case null, default ->
                new ModelCallException(
                        Code.CONNECTION, "The connection to " + endpoint + " failed (" + name(failure) + ").");
        };
    }

    private static String name(@Nullable Throwable failure) {
        return failure == null ? "unknown" : failure.getClass().getSimpleName();
    }
}
