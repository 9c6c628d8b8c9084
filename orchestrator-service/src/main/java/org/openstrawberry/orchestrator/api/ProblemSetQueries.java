package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.problem.ProblemSet;
import org.openstrawberry.store.problem.Recording;

/** Reads problem sets for the interface. */
@ApplicationScoped
class ProblemSetQueries {
    private static final int PREVIEW = 3;

    /**
     * Imported sets, newest first.
     *
     * @param before only sets made before that one
     * @param name only sets of that name
     */
    @Transactional
    Page<ProblemSetViews.Listed> list(Optional<UUID> before, Optional<String> name, int limit) {
        String query = "interactive = false"
                + (before.isPresent() ? " and id < :before" : "")
                + (name.isPresent() ? " and name = :name" : "")
                + " order by id desc";
        Map<String, Object> parameters = new HashMap<>();
        before.ifPresent(id -> parameters.put("before", id));
        name.ifPresent(text -> parameters.put("name", text));
        List<ProblemSetViews.Listed> found = ProblemSet.<ProblemSet>find(query, parameters).page(0, limit + 1).stream()
                .map(ProblemSetViews.Listed::of)
                .toList();
        return Page.of(found, limit, set -> set.id().toString());
    }

    /** The set with the names of its recordings and its first problems. */
    @Transactional
    Optional<ProblemSetViews.Detail> detail(UUID id) {
        return ProblemSet.<ProblemSet>findByIdOptional(id)
                .map(set -> ProblemSetViews.Detail.of(
                        set,
                        Recording.namesIn(id),
                        Problem.<Problem>find("problemSetId = ?1 and position < ?2 order by position", id, PREVIEW)
                                .list()));
    }

    /** The set that a request means: by id, by {@code name@version}, or by name, which is its newest version. */
    @Transactional
    Optional<ProblemSet> resolve(String reference) {
        Optional<ProblemSet> byId = uuid(reference).flatMap(id -> ProblemSet.<ProblemSet>findByIdOptional(id));
        Optional<ProblemSet> byName = byId.isPresent() ? byId : ProblemSet.findNewest(reference);
        int at = reference.lastIndexOf('@');
        if (byName.isPresent() || at <= 0) {
            return byName;
        }
        return version(reference.substring(at + 1))
                .flatMap(version -> ProblemSet.find("name = ?1 and version = ?2", reference.substring(0, at), version)
                        .firstResultOptional());
    }

    private static Optional<Integer> version(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private static Optional<UUID> uuid(String text) {
        boolean looksLikeIt = text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
        return looksLikeIt ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
