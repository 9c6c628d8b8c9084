package org.openstrawberry.llm.http;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;

/** What it means when an exchange brings no response, or only a part of one. */
final class ExchangeFailures {

    private ExchangeFailures() {}

    static ModelCallException toException(Endpoint endpoint, @Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            ModelCallException known = known(endpoint, cause);
            if (known != null) {
                return known;
            }
        }
        return new ModelCallException(
                Code.CONNECTION, "The connection to " + endpoint + " failed (" + name(failure) + ").");
    }

    static ModelCallException cut(Endpoint endpoint) {
        return new ModelCallException(Code.CONNECTION, "The stream from " + endpoint + " ended before the reply did.");
    }

    static ModelCallException cancelled(Endpoint endpoint) {
        return new ModelCallException(Code.INTERRUPTED, "The call to " + endpoint + " was cancelled.");
    }

    private static @Nullable ModelCallException known(Endpoint endpoint, Throwable cause) {
        return switch (cause) {
            // The same question would bring the same flood.
            case CappedBody.TooLargeException _ ->
                new ModelCallException(
                                Code.INVALID_RESPONSE,
                                "The response from " + endpoint + " is " + cause.getMessage() + ".")
                        .asFinal();
            case HttpConnectTimeoutException _ ->
                new ModelCallException(Code.NO_CONNECTION, "No connection to " + endpoint + " in time.");
            case ConnectException _, UnresolvedAddressException _, SSLHandshakeException _ ->
                new ModelCallException(Code.NO_CONNECTION, "No connection to " + endpoint + " (" + name(cause) + ").");
            case HttpTimeoutException _ ->
                new ModelCallException(Code.TIMEOUT, "No whole reply from " + endpoint + " in time.");
            case InterruptedIOException _ -> cancelled(endpoint);
            default -> null;
        };
    }

    private static String name(@Nullable Throwable failure) {
        return failure == null ? "unknown" : failure.getClass().getSimpleName();
    }
}
