package org.openstrawberry.orchestrator.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The row of a format. */
final class ExportRows {
    private ExportRows() {}

    /**
     * Of a trace; empty when the format has no row for it.
     *
     * @throws IllegalArgumentException for a format of pairs
     */
    static Optional<ObjectNode> of(ExportFormat format, ExportedTrace trace) {
        return switch (format) {
            case TRACES -> Optional.of(TraceRows.whole(trace));
            case SFT -> Optional.of(trace).filter(ExportedTrace::isCorrect).map(TraceRows::sft);
            case OPENAI_SFT ->
                Optional.of(trace).filter(ExportedTrace::isCorrect).map(TraceRows::openAiSft);
            case TRL_KTO -> TraceRows.kto(trace);
            case STEPWISE -> TraceRows.stepwise(trace);
            case TRL_DPO, OPENAI_DPO, LLAMA_FACTORY, AXOLOTL ->
                throw new IllegalArgumentException(format.id() + " is a format of pairs");
        };
    }

    /**
     * Of a pair; empty when the format has no row for it.
     *
     * @throws IllegalArgumentException for a format of single traces
     */
    static Optional<ObjectNode> of(ExportFormat format, Dialogue chosen, Dialogue rejected) {
        return switch (format) {
            case TRL_DPO -> Optional.of(PairRows.trl(chosen, rejected));
            case OPENAI_DPO -> PairRows.openAi(chosen, rejected);
            case LLAMA_FACTORY -> PairRows.llamaFactory(chosen, rejected);
            case AXOLOTL -> PairRows.axolotl(chosen, rejected);
            case TRACES, SFT, OPENAI_SFT, TRL_KTO, STEPWISE ->
                throw new IllegalArgumentException(format.id() + " is a format of single traces");
        };
    }
}
