package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.store.critique.Critique;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.run.Run;
import org.openstrawberry.store.trace.SystemPrompt;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.Turn;
import org.openstrawberry.store.verdict.Verdict;

/** Reads traces for the interface. */
@ApplicationScoped
class TraceQueries {
    private static final int QUERY_MILLIS = 30_000;

    /** A run's traces were made after it, and ids grow with time: the run's own id is where its traces begin. */
    private static final String LIST_HQL = """
            select t, p.position, v.outcome
            from Trace t join Problem p on p.id = t.problemId left join Verdict v on v.traceId = t.id
            where t.runId = :run and t.id > :after\
            """;

    private static final String ORDER_HQL = " order by t.id";

    private final EntityManager entityManager;

    TraceQueries(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** A row of the list. */
    record Found(Trace trace, int position, @Nullable VerdictOutcome outcome) {}

    /** The traces of the run in the order of their making; empty when there is no such run. */
    @Transactional
    Optional<Page<TraceViews.Listed>> list(UUID runId, TraceFilter filter, Optional<UUID> after, int limit) {
        if (Run.findById(runId) == null) {
            return Optional.empty();
        }
        TraceFilter.Where where = filter.where();
        TypedQuery<Found> query = entityManager
                .createQuery(LIST_HQL + where.text() + ORDER_HQL, Found.class)
                .setParameter("run", runId)
                .setParameter("after", after.orElse(runId))
                .setHint("jakarta.persistence.query.timeout", QUERY_MILLIS)
                .setMaxResults(limit + 1);
        where.parameters().forEach(query::setParameter);
        List<TraceViews.Listed> found =
                query.getResultList().stream().map(TraceQueries::listed).toList();
        return Optional.of(Page.of(found, limit, trace -> trace.id().toString()));
    }

    /** The trace with its turns and critiques. */
    @Transactional
    Optional<TraceViews.Detail> detail(UUID id) {
        return Trace.<Trace>findByIdOptional(id).map(TraceQueries::view);
    }

    /** The one trace of a run for a single question. */
    @Transactional
    Optional<UUID> onlyTrace(UUID runId) {
        return Trace.<Trace>find("runId", runId).firstResultOptional().map(trace -> trace.id);
    }

    private static TraceViews.Listed listed(Found found) {
        Trace trace = found.trace();
        return new TraceViews.Listed(
                trace.id,
                new TraceViews.ProblemPlace(trace.problemId, found.position()),
                trace.sample,
                trace.status,
                trace.paused,
                trace.endReason,
                trace.turnCount,
                trace.answer,
                found.outcome(),
                TraceViews.tokens(trace),
                CostViews.shortestOf(trace.cost),
                trace.startedAt,
                trace.finishedAt);
    }

    private static TraceViews.Detail view(Trace trace) {
        Problem problem = Problem.findById(trace.problemId);
        return new TraceViews.Detail(
                trace.id,
                trace.runId,
                TraceViews.ProblemText.of(problem),
                trace.sample,
                trace.status,
                trace.paused,
                trace.endReason,
                trace.errorCode,
                trace.answer == null ? trace.proposedAnswer : trace.answer,
                Verdict.ofTrace(trace.id).map(TraceQueries::verdict).orElse(null),
                systemPrompt(trace.systemPromptId),
                Turn.ofTrace(trace.id).stream().map(TraceViews.TurnView::of).toList(),
                Critique.ofTrace(trace.id).stream()
                        .map(TraceViews.CritiqueView::of)
                        .toList(),
                TraceViews.tokens(trace),
                CostViews.shortestOf(trace.cost),
                trace.thinkingMillis,
                trace.createdAt,
                trace.startedAt,
                trace.finishedAt);
    }

    private static TraceViews.VerdictView verdict(Verdict verdict) {
        return new TraceViews.VerdictView(
                verdict.outcome, verdict.rule, verdict.ruleVersion, verdict.reason, verdict.extracted);
    }

    private static @Nullable String systemPrompt(@Nullable String id) {
        return id == null
                ? null
                : SystemPrompt.<SystemPrompt>findByIdOptional(id)
                        .map(prompt -> prompt.text)
                        .orElse(null);
    }
}
