package org.openstrawberry.cli.stack;

import java.time.Duration;
import java.util.List;

/** Hears what happens while a stack starts, runs and stops. */
public interface StackListener {
    /** A component is ready, that long after the start of everything. */
    void ready(String component, int port, Duration after);

    /** These are not ready yet; said again and again. */
    void waiting(List<String> components, Duration since);

    /** A component stopped. */
    void stopped(String component, boolean inGoodOrder);

    /** Something else that the person should know. */
    void note(String text);
}
