package org.openstrawberry.llm.http;

import java.net.http.HttpHeaders;
import org.openstrawberry.llm.ModelName;

/** Sees the head of every response, for what it says about limits. Called on the calling thread; must not block or throw. */
@FunctionalInterface
public interface ResponseObserver {

    /** Sees nothing. */
    ResponseObserver NONE = (_, _, _, _) -> {};

    /**
     * A response has begun.
     *
     * @param endpoint who answers
     * @param model which model was called; providers set limits for each
     * @param status the HTTP status
     * @param headers all headers
     */
    void observed(Endpoint endpoint, ModelName model, int status, HttpHeaders headers);
}
