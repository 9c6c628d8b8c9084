package org.openstrawberry.llm.limit.circuit;

import java.time.Duration;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;

/**
 * Remembers that a provider does not accept the key (401). After three such answers in a row the next calls fail with the
 * same refusal without being sent; once in a while one asks again. So a wrong key costs the provider a request every
 * half minute, not one for each turn. A 403 may be about one model and is not remembered.
 */
public final class RefusedKey {
    private static final Logger LOG = Logger.getLogger(RefusedKey.class);
    private static final int IN_A_ROW = 3;
    private static final int UNAUTHORIZED = 401;
    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(30).toNanos();

    private final String key;
    private int refusals;
    private long askAgainAt;
    private @Nullable ModelCallException last;

    /** Not refused. */
    public RefusedKey(String key) {
        this.key = key;
    }

    /**
     * Lets a call pass, or fails it as the last one failed.
     *
     * @throws ModelCallException with {@code UNAUTHORIZED}
     */
    public synchronized void check() {
        ModelCallException refusal = last;
        if (refusal == null || refusals < IN_A_ROW) {
            return;
        }
        long now = System.nanoTime();
        if (now - askAgainAt >= 0) {
            askAgainAt = now + ASK_AGAIN_NANOS;
            return;
        }
        throw new ModelCallException(
                Code.UNAUTHORIZED,
                "Not sent, because the key was refused: " + refusal.getMessage(),
                UNAUTHORIZED,
                null);
    }

    /** A call has its reply. */
    public synchronized void accepted() {
        refusals = 0;
        last = null;
    }

    /** A call has failed. */
    public synchronized void failed(ModelCallException failure) {
        if (!failure.status().equals(OptionalInt.of(UNAUTHORIZED))) {
            return;
        }
        refusals++;
        last = failure;
        if (refusals == IN_A_ROW) {
            LOG.warnf("UNAUTHORIZED %s: the provider refuses the key; it is asked again every 30 s", key);
            askAgainAt = System.nanoTime() + ASK_AGAIN_NANOS;
        }
    }
}
