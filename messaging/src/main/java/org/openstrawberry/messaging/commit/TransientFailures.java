package org.openstrawberry.messaging.commit;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.transaction.xa.XAException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures that will pass (the database restarts, two transactions deadlock, the pool is exhausted) from those
 * that will not (a constraint, a bug). Looks through causes and suppressed exceptions, because Hibernate and the
 * transaction manager wrap.
 */
public final class TransientFailures {
    private static final int MAXIMUM_CAUSES = 100;

    /** Classes of SQLSTATE, PostgreSQL 18 documentation, appendix A. */
    private static final Set<String> TRANSIENT_CLASSES = Set.of(
            "08", // connection exception
            "53", // insufficient resources: connections, memory, disk
            "58"); // system error: the server's disk or an operator

    private static final Set<String> TRANSIENT_STATES = Set.of(
            "40001", // serialization failure
            "40P01", // deadlock detected
            "55P03", // lock not available
            "57014", // query cancelled, by a statement time-out or an operator
            "57P01", // admin shutdown
            "57P02", // crash shutdown
            "57P03", // cannot connect now: starting up or shutting down
            "57P05", // idle session time-out
            "25006"); // read-only transaction: the connection leads to a former primary

    private TransientFailures() {}

    /** Whether trying again, later, may succeed. */
    public static boolean isTransient(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        while (!open.isEmpty() && seen.size() < MAXIMUM_CAUSES) {
            Throwable next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            if (isTransientItself(next)) {
                return true;
            }
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
            if (next instanceof SQLException sql && sql.getNextException() != null) {
                open.add(sql.getNextException());
            }
            Collections.addAll(open, next.getSuppressed());
        }
        return false;
    }

    private static boolean isTransientItself(Throwable failure) {
        return switch (failure) {
            case SQLTransientException _, SQLRecoverableException _ -> true;
            case SQLException sql -> isTransient(sql.getSQLState()) || isPoolTimeout(sql);
            case XAException xa -> xa.errorCode == XAException.XAER_RMFAIL || xa.errorCode == XAException.XAER_RMERR;
            case RetriableException _, TimeoutException _, IOException _ -> true;
            default -> false;
        };
    }

    private static boolean isTransient(@Nullable String state) {
        return state != null
                && state.length() == 5
                && (TRANSIENT_STATES.contains(state) || TRANSIENT_CLASSES.contains(state.substring(0, 2)));
    }

    /** Agroal throws a bare SQLException without a state when no connection becomes free in time. */
    private static boolean isPoolTimeout(SQLException failure) {
        return failure.getSQLState() == null
                && failure.getMessage() != null
                && (failure.getMessage().contains("Acquisition timeout")
                        || failure.getMessage().contains("Connection is closed"));
    }
}
