package org.openstrawberry.orchestrator.export;

import java.util.Arrays;
import java.util.Optional;

/** A format of training data, one JSON object a line. */
public enum ExportFormat {
    /** TRL's conversational preferences: {@code prompt}, {@code chosen}, {@code rejected}, each a list of messages. */
    TRL_DPO("trl-dpo", Rows.PAIRS),
    /** TRL's unpaired preferences: {@code prompt}, {@code completion}, {@code label}. */
    TRL_KTO("trl-kto", Rows.JUDGED),
    /** TRL's stepwise supervision: {@code prompt}, {@code completions}, {@code labels}. */
    STEPWISE("stepwise", Rows.JUDGED),
    /** Correct traces as {@code messages}. */
    SFT("sft", Rows.CORRECT),
    /** OpenAI's supervised fine-tuning: {@code messages}, only the assistant's trained on. */
    OPENAI_SFT("openai-sft", Rows.CORRECT),
    /** OpenAI's preferences, also Together's and Fireworks': one assistant message differs. */
    OPENAI_DPO("openai-dpo", Rows.PAIRS),
    /** LLaMA-Factory's sharegpt preferences: one assistant message differs. */
    LLAMA_FACTORY("llama-factory", Rows.PAIRS),
    /** Axolotl's {@code chat_template.default} preferences: one assistant message differs. */
    AXOLOTL("axolotl", Rows.PAIRS),
    /** Whole traces with their verdicts. */
    TRACES("traces", Rows.ALL);

    /** What a row is made of. */
    public enum Rows {
        /** Finished traces. */
        ALL,
        /** Correct and incorrect traces. */
        JUDGED,
        /** Correct traces. */
        CORRECT,
        /** A correct and an incorrect trace of one problem. */
        PAIRS
    }

    private final String id;
    private final Rows rows;

    ExportFormat(String id, Rows rows) {
        this.id = id;
        this.rows = rows;
    }

    /** Its name on the command line and in addresses. */
    public String id() {
        return id;
    }

    /** What a row is made of. */
    public Rows rows() {
        return rows;
    }

    /** The format of that name. */
    public static Optional<ExportFormat> of(String id) {
        return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
    }
}
