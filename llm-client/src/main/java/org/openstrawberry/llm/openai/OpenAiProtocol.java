package org.openstrawberry.llm.openai;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider that speaks the OpenAI protocol, described by its variables.
 *
 * @param prefix in {@code provider:model}
 * @param keyVariable holds the key
 * @param keyUse whether there must be one
 * @param urlVariable holds the base URL
 * @param defaultUrl the base URL if the variable is not set; {@code null} if it must be
 */
record OpenAiProtocol(
        String prefix,
        String keyVariable,
        KeyUse keyUse,
        String urlVariable,
        @Nullable String defaultUrl) {

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

    /** All of them. */
    static final List<OpenAiProtocol> ALL = List.of(
            new OpenAiProtocol("openai", "OPENAI_API_KEY", KeyUse.REQUIRED, "OPENAI_BASE_URL", OPENAI_URL),
            new OpenAiProtocol(
                    "groq", "GROQ_API_KEY", KeyUse.REQUIRED, "GROQ_BASE_URL", "https://api.groq.com/openai/v1"),
            new OpenAiProtocol(
                    "ollama",
                    "OLLAMA_OPENAI_API_KEY",
                    KeyUse.DUMMY,
                    "OLLAMA_OPENAI_BASE_URL",
                    "http://localhost:11434/v1/"),
            new OpenAiProtocol("vllm", "VLLM_API_KEY", KeyUse.OPTIONAL, "VLLM_BASE_URL", null));
}
