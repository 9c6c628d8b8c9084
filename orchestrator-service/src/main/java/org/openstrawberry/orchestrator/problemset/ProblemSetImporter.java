package org.openstrawberry.orchestrator.problemset;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.contracts.ComparisonPolicy;
import org.openstrawberry.store.problem.ProblemSet;

/**
 * Imports problem sets, each content once per name. The source is gone through twice, first to check and to hash and
 * then to store, so that nothing of a bad file touches the database and a large one never fills the memory.
 */
@ApplicationScoped
public class ProblemSetImporter {
    private static final int MAX_ATTEMPTS = 3;

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
        return importSet(name, source, strict, interactive, ComparisonPolicy.DEFAULT);
    }

    /**
     * Imports the problems under that name, to be compared by that policy. The same problems with another policy are
     * another version.
     */
    public Outcome importSet(
            String name, ProblemSource source, boolean strict, boolean interactive, ComparisonPolicy policy) {
        ImportSummary summary = source.read(problem -> {});
        if (summary.problems() == 0 || (strict && summary.rejectedCount() > 0)) {
            throw new RowsRejectedException(summary);
        }
        String identity = ContentHash.of(summary.contentHash(), policy);
        for (int attempt = 1; ; attempt++) {
            Optional<ProblemSet> known =
                    QuarkusTransaction.requiringNew().call(() -> ProblemSet.findByContent(name, identity));
            if (known.isPresent()) {
                return new Outcome(known.get(), false, summary);
            }
            Optional<UUID> id =
                    store.store(new ProblemSetStore.NewSet(name, summary, identity, policy, interactive), source);
            if (id.isPresent()) {
                ProblemSet stored = QuarkusTransaction.requiringNew().call(() -> ProblemSet.findById(id.get()));
                return new Outcome(stored, true, summary);
            }
            // Somebody imported the same under the same name at the same moment; look again at what is there now.
            if (attempt == MAX_ATTEMPTS) {
                throw new IllegalStateException("the import of " + name + " was given up by others again and again");
            }
        }
    }
}
