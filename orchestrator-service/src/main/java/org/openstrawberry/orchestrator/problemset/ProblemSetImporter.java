package org.openstrawberry.orchestrator.problemset;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.store.StoreException;
import org.openstrawberry.store.problem.ProblemSet;

/**
 * Imports problem sets, each content once per name. The source is gone through twice, first to check and to hash and
 * then to store, so that nothing of a bad file touches the database and a large one never fills the memory.
 */
@ApplicationScoped
public class ProblemSetImporter {
    /** PostgreSQL's code of a unique violation. */
    private static final String UNIQUE_VIOLATION = "23505";

    private static final int MAX_ATTEMPTS = 20;

    private final ProblemSetStore store;

    ProblemSetImporter(ProblemSetStore store) {
        this.store = store;
    }

    /**
     * What an import came to.
     *
     * @param created false when the name had this content already
     */
    public record Outcome(ProblemSet set, boolean created, ImportSummary summary) {}

    /**
     * Imports the problems under that name.
     *
     * @param strict whether one bad row forbids the import
     * @throws ImportException when the source cannot be read
     * @throws RowsRejectedException when no row is good, or with {@code strict} one is bad
     */
    public Outcome importSet(String name, ProblemSource source, boolean strict, boolean interactive) {
        ImportSummary summary = source.read(problem -> {});
        if (summary.problems() == 0 || (strict && summary.rejectedCount() > 0)) {
            throw new RowsRejectedException(summary);
        }
        for (int attempt = 1; ; attempt++) {
            Optional<ProblemSet> known =
                    QuarkusTransaction.requiringNew().call(() -> ProblemSet.findByContent(name, summary.contentHash()));
            if (known.isPresent()) {
                return new Outcome(known.get(), false, summary);
            }
            try {
                UUID id = store.store(new ProblemSetStore.NewSet(name, summary, interactive), source);
                ProblemSet stored = QuarkusTransaction.requiringNew().call(() -> ProblemSet.findById(id));
                return new Outcome(stored, true, summary);
            } catch (StoreException e) {
                // Somebody imported under the same name at the same moment; look again at what is there now.
                if (attempt == MAX_ATTEMPTS || !isUniqueViolation(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isUniqueViolation(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
