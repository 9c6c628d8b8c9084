package org.openstrawberry.llm.limit.pace;

import java.time.Duration;
import java.util.List;

/** Where all processes reserve from the same buckets. */
public interface PaceLedger {

    /**
     * Reserves for calls in their order: for the first one, and for as many more as fit into the pacing's block.
     *
     * @param key names the buckets
     * @param tokens what each call is expected to use, at least one call
     * @param correction tokens to add to what was reserved before, or if negative to give back
     * @return for each call that got its reservation, a prefix of those asked for, how long from now it must wait; not
     *     negative
     * @throws org.openstrawberry.llm.limit.LedgerException if that is not possible now
     */
    List<Duration> reserve(String key, Pacing pacing, List<Long> tokens, long correction);

    /**
     * Adds tokens to what was reserved before, or gives them back if negative.
     *
     * @throws org.openstrawberry.llm.limit.LedgerException if that is not possible now
     */
    void correct(String key, Pacing pacing, long correction);
}
