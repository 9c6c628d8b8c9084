package org.openstrawberry.llm.openai;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider that speaks the OpenAI protocol, described by its variables.
 *
 * @param prefix in {@code provider:model}
 * @param keyVariable holds the key; {@code null} if none is ever sent
 * @param keyUse whether there must be one
 * @param urlVariable holds the base URL
 * @param defaultUrl the base URL if the variable is not set; {@code null} if it must be
 * @param modelsVariable holds the names of models to list; {@code null} if there is none
 * @param cacheKey whether it takes {@code prompt_cache_key}
 */
record OpenAiProtocol(
        String prefix,
        @Nullable String keyVariable,
        KeyUse keyUse,
        String urlVariable,
        @Nullable String defaultUrl,
        @Nullable String modelsVariable,
        boolean cacheKey) {

    /** Whether a key is needed. */
    enum KeyUse {
        /** Without a key the provider cannot be used. */
        REQUIRED,
        /** A key is sent if there is one. */
        OPTIONAL,
        /** The server wants the header but ignores its value; something is always sent. */
        DUMMY
    }

    static final String OPENAI_URL = "https://api.openai.com/v1";

    static final OpenAiProtocol OPENAI = new OpenAiProtocol(
            "openai", "OPENAI_API_KEY", KeyUse.REQUIRED, "OPENAI_BASE_URL", OPENAI_URL, "OPENAI_MODEL_NAME", true);

    /** Those beside OpenAI itself. */
    static final List<OpenAiProtocol> OTHERS = List.of(
            new OpenAiProtocol(
                    "groq",
                    "GROQ_API_KEY",
                    KeyUse.REQUIRED,
                    "GROQ_BASE_URL",
                    "https://api.groq.com/openai/v1",
                    null,
                    false),
            new OpenAiProtocol(
                    "ollama",
                    "OLLAMA_OPENAI_API_KEY",
                    KeyUse.DUMMY,
                    "OLLAMA_OPENAI_BASE_URL",
                    "http://localhost:11434/v1/",
                    "OLLAMA_OPENAI_MODEL_NAME",
                    false),
            new OpenAiProtocol(
                    "vllm", "VLLM_API_KEY", KeyUse.OPTIONAL, "VLLM_BASE_URL", null, "VLLM_MODEL_NAME", false),
            new OpenAiProtocol(
                    "micro", null, KeyUse.OPTIONAL, "MICRO_BASE_URL", "http://127.0.0.1:8085/v1", null, false));
}
