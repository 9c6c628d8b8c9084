package org.openstrawberry.llm.limit.permit;

import java.time.Duration;
import java.util.UUID;

/** Where all processes share the calls in flight that a key allows. */
public interface PermitLedger {

    /**
     * Takes permits or gives them back, as there are and as the other processes need them, and renews the lease of those
     * that are kept. The sum of what all processes hold under leases that have not lapsed never grows beyond the limit.
     *
     * @param key names the limit
     * @param holder names this process
     * @param limit calls in flight of all processes
     * @param inUse permits that calls of this process use and that cannot be given back
     * @param wanted permits that this process could use, those in use included
     * @param lease after which what is held comes back to the others, unless it is renewed
     * @return up to how many permits calls of this process may use now; less than are in use if some are to be given back
     *     when their calls end
     * @throws org.openstrawberry.llm.limit.LedgerException if that is not possible now
     */
    int exchange(String key, UUID holder, int limit, int inUse, int wanted, Duration lease);
}
