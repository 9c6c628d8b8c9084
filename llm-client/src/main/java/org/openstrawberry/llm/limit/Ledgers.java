package org.openstrawberry.llm.limit;

import javax.sql.DataSource;
import org.openstrawberry.llm.limit.hold.HoldLedger;
import org.openstrawberry.llm.limit.hold.StoredHolds;
import org.openstrawberry.llm.limit.pace.PaceLedger;
import org.openstrawberry.llm.limit.pace.StoredPaces;
import org.openstrawberry.llm.limit.permit.PermitLedger;
import org.openstrawberry.llm.limit.permit.StoredPermits;

/** What all processes share of their limits. */
public record Ledgers(PaceLedger paces, HoldLedger holds, PermitLedger permits) {

    /** In this database. */
    public static Ledgers in(DataSource dataSource) {
        return new Ledgers(new StoredPaces(dataSource), new StoredHolds(dataSource), new StoredPermits(dataSource));
    }
}
