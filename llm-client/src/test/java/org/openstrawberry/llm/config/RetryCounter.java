package org.openstrawberry.llm.config;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallListener;

/** A listener as a service would have one. */
@Singleton
public class RetryCounter implements ModelCallListener {

    private final AtomicInteger retries = new AtomicInteger();

    @Override
    public void retrying(ModelCall call, ModelCallException failure, Duration delay) {
        retries.incrementAndGet();
    }

    /** How often it heard of a retry. */
    public int retries() {
        return retries.get();
    }
}
