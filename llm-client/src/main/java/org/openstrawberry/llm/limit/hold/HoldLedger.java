package org.openstrawberry.llm.limit.hold;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** Where all processes learn that a key must rest. */
public interface HoldLedger {

    /**
     * Lets the key rest for that long from now, or longer if somebody said so before.
     *
     * @throws org.openstrawberry.llm.limit.LedgerException if that is not possible now
     */
    void prolong(String key, Duration duration);

    /**
     * How much longer keys must rest, for those that must.
     *
     * @throws org.openstrawberry.llm.limit.LedgerException if that is not possible now
     */
    Map<String, Duration> left(Collection<String> keys);
}
