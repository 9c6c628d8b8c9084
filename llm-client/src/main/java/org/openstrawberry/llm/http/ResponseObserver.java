package org.openstrawberry.llm.http;

import java.net.http.HttpHeaders;

/** Sees the status and headers of every response. Called on the calling thread; must not block or throw. */
@FunctionalInterface
public interface ResponseObserver {

    /** Sees nothing. */
    ResponseObserver NONE = (_, _, _) -> {};

    /** A response, a success or not, has come. */
    void observed(Endpoint endpoint, int status, HttpHeaders headers);
}
