package org.openstrawberry.store.turn;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;

/** Ends of turns to test with. */
public final class Completions {
    private Completions() {}

    /** A reply with 10 input, 4 cached, 3 cache-written, 5 output and 2 reasoning tokens for 0.25 in 100 ms. */
    public static TurnCompletion completed(TurnClaim claim, String reply) {
        return completed(claim, reply, new Usage(10, 4, 3, 5, 2), new BigDecimal("0.25"));
    }

    /** A reply. */
    public static TurnCompletion completed(TurnClaim claim, String reply, Usage usage, @Nullable BigDecimal cost) {
        return new TurnCompletion(
                claim,
                TurnStatus.COMPLETED,
                reply,
                "title",
                "STOP",
                usage,
                cost,
                true,
                100,
                "simulated-1",
                null,
                null,
                UUID.randomUUID(),
                "{\"reply\":\"" + reply + "\"}");
    }

    /** A failure. */
    public static TurnCompletion failed(TurnClaim claim, String errorCode) {
        return new TurnCompletion(
                claim,
                TurnStatus.FAILED,
                null,
                null,
                null,
                Usage.UNKNOWN,
                null,
                false,
                100,
                null,
                errorCode,
                "detail",
                UUID.randomUUID(),
                "{}");
    }
}
