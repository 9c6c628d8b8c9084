package org.openstrawberry.orchestrator.events;

import java.io.IOException;
import java.util.Optional;

/** Receives a stream. Every method waits until what was sent is on its way, which is how a slow reader slows it. */
public interface Subscriber {

    /** Whether somebody still listens. */
    boolean isOpen();

    /**
     * Sends an event.
     *
     * @param id with which the stream can be resumed after it
     * @throws IOException when the subscriber is gone or too slow
     */
    void event(String name, Optional<String> id, String data) throws IOException, InterruptedException;

    /**
     * Sends a sign of life.
     *
     * @throws IOException when the subscriber is gone or too slow
     */
    void heartbeat() throws IOException, InterruptedException;

    /** Ends the stream. */
    void close();
}
