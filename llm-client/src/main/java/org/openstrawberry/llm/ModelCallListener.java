package org.openstrawberry.llm;

import java.time.Duration;

/** Hears what happens inside calls, for metrics. Called on the calling thread; must not block or throw. */
public interface ModelCallListener {

    /** A try has failed and the next one follows after the delay. */
    default void retrying(ModelCall call, ModelCallException failure, Duration delay) {}

    /** A call has its reply. */
    default void succeeded(ModelCall call, ModelReply reply) {}

    /** A call is given up. */
    default void failed(ModelCall call, ModelCallException failure) {}
}
