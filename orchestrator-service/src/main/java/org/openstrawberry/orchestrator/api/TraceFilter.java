package org.openstrawberry.orchestrator.api;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.contracts.VerdictOutcome;

/** Which traces of a run are asked for. */
record TraceFilter(Optional<VerdictFilter> verdict, Optional<TraceStatus> state, Optional<ProblemFilter> problem) {

    /** What the judge found. */
    enum VerdictFilter {
        CORRECT,
        INCORRECT,
        UNDECIDED,
        /** Not judged, or not yet. */
        NONE;

        static Optional<VerdictFilter> of(Optional<String> text) {
            return Query.choice("verdict", text, VerdictFilter.class);
        }

        private Optional<VerdictOutcome> outcome() {
            return switch (this) {
                case CORRECT -> Optional.of(VerdictOutcome.CORRECT);
                case INCORRECT -> Optional.of(VerdictOutcome.INCORRECT);
                case UNDECIDED -> Optional.of(VerdictOutcome.UNDECIDED);
                case NONE -> Optional.empty();
            };
        }
    }

    /** Which problem. */
    sealed interface ProblemFilter {
        record ById(UUID id) implements ProblemFilter {}

        record ByPosition(int position) implements ProblemFilter {}

        static Optional<ProblemFilter> of(Optional<String> text) {
            return text.map(value -> {
                if (value.matches("\\d{1,9}")) {
                    return new ByPosition(Integer.parseInt(value));
                }
                try {
                    return new ById(UUID.fromString(value.toLowerCase(Locale.ROOT)));
                } catch (IllegalArgumentException e) {
                    throw ApiException.invalid("problem", "must be a problem's id or its place in the set, from 0");
                }
            });
        }
    }

    /** The conditions as HQL over a trace {@code t}, its problem {@code p} and its verdict {@code v}. */
    Where where() {
        StringBuilder text = new StringBuilder();
        Map<String, Object> parameters = new HashMap<>();
        verdict.ifPresent(wanted -> wanted.outcome()
                .ifPresentOrElse(
                        outcome -> {
                            text.append(" and v.outcome = :outcome");
                            parameters.put("outcome", outcome);
                        },
                        () -> text.append(" and v.id is null")));
        state.ifPresent(wanted -> {
            text.append(" and t.status = :state");
            parameters.put("state", wanted);
        });
        problem.ifPresent(wanted -> {
            switch (wanted) {
                case ProblemFilter.ById by -> {
                    text.append(" and t.problemId = :problem");
                    parameters.put("problem", by.id());
                }
                case ProblemFilter.ByPosition by -> {
                    text.append(" and p.position = :position");
                    parameters.put("position", by.position());
                }
            }
        });
        return new Where(text.toString(), parameters);
    }

    /** Part of a query and its parameters. */
    record Where(String text, Map<String, Object> parameters) {}
}
