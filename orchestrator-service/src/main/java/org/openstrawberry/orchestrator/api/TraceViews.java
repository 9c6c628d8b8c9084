package org.openstrawberry.orchestrator.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.VerdictOutcome;
import org.openstrawberry.orchestrator.report.RunCounts;
import org.openstrawberry.store.critique.Critique;
import org.openstrawberry.store.critique.CritiqueVote;
import org.openstrawberry.store.problem.Problem;
import org.openstrawberry.store.trace.Trace;
import org.openstrawberry.store.turn.Turn;

/** What is told of traces. */
final class TraceViews {
    private TraceViews() {}

    /** A trace in a list. */
    @Schema(name = "TraceSummary")
    record Listed(
            UUID id,
            ProblemPlace problem,

            @Schema(description = "Which sample of the problem, from 0")
            int sample,

            TraceStatus state,
            boolean paused,
            @Schema(nullable = true) @Nullable EndReason endReason,
            @Schema(description = "Turns taken in") int turns,
            @Schema(nullable = true) @Nullable String answer,
            @Schema(nullable = true) @Nullable VerdictOutcome verdict,
            RunViews.Tokens tokens,
            @Schema(nullable = true) @Nullable BigDecimal cost,
            @Schema(nullable = true) @Nullable Instant startedAt,
            @Schema(nullable = true) @Nullable Instant finishedAt) {}

    /** Which problem of its set. */
    @Schema(name = "ProblemPlace")
    record ProblemPlace(
            UUID id,

            @Schema(description = "Place in the set, from 0")
            int position) {}

    /** A trace with all that was said. */
    @Schema(name = "Trace")
    record Detail(
            UUID id,
            @Schema(description = "The run it belongs to") UUID run,
            ProblemText problem,

            @Schema(description = "Which sample of the problem, from 0")
            int sample,

            TraceStatus state,
            boolean paused,
            @Schema(nullable = true) @Nullable EndReason endReason,

            @Schema(nullable = true, description = "What failed, when it ended by an error") @Nullable
            String errorCode,

            @Schema(nullable = true, examples = "391") @Nullable
            String answer,

            @Schema(nullable = true) @Nullable VerdictView verdict,

            @Schema(nullable = true, description = "The system text of every call") @Nullable
            String systemPrompt,

            List<TurnView> turns,
            List<CritiqueView> critiques,
            RunViews.Tokens tokens,
            @Schema(nullable = true) @Nullable BigDecimal cost,

            @Schema(description = "Time spent in model calls")
            long thinkingMs,

            Instant createdAt,
            @Schema(nullable = true) @Nullable Instant startedAt,
            @Schema(nullable = true) @Nullable Instant finishedAt) {}

    /** The problem of a trace. */
    @Schema(name = "ProblemText")
    record ProblemText(
            UUID id,
            int position,
            @Schema(examples = "What is 17 * 23?") String prompt,

            @Schema(nullable = true, examples = "391") @Nullable
            String groundTruth,

            AnswerType answerType) {
        static ProblemText of(Problem problem) {
            return new ProblemText(
                    problem.id, problem.position, problem.prompt, problem.groundTruth, problem.answerType);
        }
    }

    /** What the judge found. */
    @Schema(name = "Verdict")
    record VerdictView(
            VerdictOutcome outcome,

            @Schema(description = "The comparison that decided", examples = "number")
            String rule,

            String ruleVersion,
            String reason,

            @Schema(nullable = true, description = "The answer as found in the text") @Nullable
            String extracted) {}

    /** One exchange. */
    @Schema(name = "Turn")
    record TurnView(
            @Schema(description = "Place in the trace, from 0")
            int index,

            TurnKind kind,
            String prompt,
            @Schema(nullable = true) @Nullable String reply,
            @Schema(nullable = true) @Nullable String title,
            TurnStatus status,

            @Schema(
                    nullable = true,
                    description = "Why the reply ended: STOP; LENGTH, it was cut at maxTokens; CONTENT_FILTER, the"
                            + " provider took the rest away; OTHER")
            @Nullable
            String finishReason,

            @Schema(description = "How often the model was called for it, or is now; waiting for a limit is none")
            int attempt,

            TurnTokens tokens,
            @Schema(nullable = true) @Nullable BigDecimal cost,
            @Schema(nullable = true) @Nullable Long latencyMs,
            @Schema(nullable = true) @Nullable String errorCode,
            @Schema(nullable = true) @Nullable String errorDetail) {
        static TurnView of(Turn turn) {
            return new TurnView(
                    turn.index,
                    turn.kind,
                    turn.prompt,
                    turn.reply,
                    turn.title,
                    turn.status,
                    turn.finishReason,
                    turn.attempt - turn.withheld,
                    TurnTokens.of(turn),
                    CostViews.shortestOf(turn.cost),
                    turn.latencyMillis,
                    turn.errorCode,
                    turn.errorDetail);
        }
    }

    /** Tokens of one call; null is unknown. */
    @Schema(name = "TurnTokens")
    record TurnTokens(
            @Schema(nullable = true) @Nullable Integer input,
            @Schema(nullable = true) @Nullable Integer cached,
            @Schema(nullable = true) @Nullable Integer cacheWritten,
            @Schema(nullable = true) @Nullable Integer output,
            @Schema(nullable = true) @Nullable Integer reasoning) {
        static TurnTokens of(Critique critique) {
            return new TurnTokens(
                    critique.inputTokens,
                    critique.cachedTokens,
                    critique.cacheWrittenTokens,
                    critique.outputTokens,
                    critique.reasoningTokens);
        }

        static TurnTokens of(Turn turn) {
            return new TurnTokens(
                    turn.inputTokens,
                    turn.cachedTokens,
                    turn.cacheWrittenTokens,
                    turn.outputTokens,
                    turn.reasoningTokens);
        }
    }

    /** A critique of a window of turns. */
    @Schema(name = "Critique")
    record CritiqueView(
            int fromTurn,
            int toTurn,

            @Schema(nullable = true, description = "Null until it is made") @Nullable
            CritiqueOutcome outcome,

            @Schema(nullable = true, description = "0 to 1") @Nullable
            Double score,

            @Schema(nullable = true) @Nullable Integer firstWrongTurn,
            @Schema(nullable = true) @Nullable String text,
            TurnStatus status,
            String model,

            @Schema(description = "The turn after which it was made")
            int afterTurn,

            @Schema(description = "0 to 1, by the name of what was rated", examples = "{\"calculation\": 0.2}")
            Map<String, Double> scores,

            @Schema(description = "Of each critic, where several were asked")
            List<CritiqueVote> votes,

            TurnTokens tokens,
            @Schema(nullable = true) @Nullable BigDecimal cost,
            @Schema(nullable = true) @Nullable Long latencyMs,

            @Schema(nullable = true, description = "Why nothing is known") @Nullable
            String errorCode,

            @Schema(nullable = true) @Nullable String errorDetail) {
        static CritiqueView of(Critique critique) {
            return new CritiqueView(
                    critique.fromTurn,
                    critique.toTurn,
                    critique.outcome,
                    critique.score,
                    critique.firstWrongTurn,
                    critique.text,
                    critique.status,
                    critique.model,
                    critique.afterTurn,
                    critique.scores,
                    critique.votes,
                    TurnTokens.of(critique),
                    CostViews.shortestOf(critique.cost),
                    critique.latencyMillis,
                    critique.errorCode,
                    critique.errorDetail);
        }
    }

    static RunViews.Tokens tokens(Trace trace) {
        return RunViews.Tokens.of(new RunCounts.Tokens(
                trace.inputTokens,
                trace.cachedTokens,
                trace.cacheWrittenTokens,
                trace.outputTokens,
                trace.reasoningTokens,
                trace.calls,
                trace.callsUnmetered));
    }
}
