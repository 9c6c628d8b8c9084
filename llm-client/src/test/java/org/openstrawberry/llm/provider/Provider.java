package org.openstrawberry.llm.provider;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every provider on the network and what its requests look like. */
enum Provider {
    OPENAI("openai:a-model", Protocol.OPENAI, "/v1/chat/completions", "authorization", "Bearer the-key-of-openai") {
        @Override
        Map<String, String> variables(String url) {
            return Map.of("OPENAI_API_KEY", "the-key-of-openai", "OPENAI_BASE_URL", url + "/v1");
        }

        @Override
        Set<String> extraFields() {
            return Set.of("prompt_cache_key");
        }
    },
    AZURE(
            "azure:a-model",
            Protocol.OPENAI,
            "/openai/deployments/my-deployment/chat/completions",
            "api-key",
            "the-key-of-azure") {
        @Override
        Map<String, String> variables(String url) {
            return Map.of(
                    "AZURE_OPENAI_API_KEY", "the-key-of-azure",
                    "AZURE_OPENAI_ENDPOINT", url + "/",
                    "AZURE_OPENAI_DEPLOYMENT", "my-deployment",
                    "OPENAI_API_VERSION", "2025-04-01-preview");
        }

        @Override
        Set<String> extraFields() {
            return Set.of("prompt_cache_key");
        }
    },
    ANTHROPIC("anthropic:a-model", Protocol.ANTHROPIC, "/v1/messages", "x-api-key", "the-key-of-anthropic") {
        @Override
        Map<String, String> variables(String url) {
            return Map.of("ANTHROPIC_API_KEY", "the-key-of-anthropic", "ANTHROPIC_BASE_URL", url);
        }
    },
    GOOGLE(
            "google:a-model",
            Protocol.GEMINI,
            "/v1beta/models/a-model:generateContent",
            "x-goog-api-key",
            "the-key-of-google") {
        @Override
        Map<String, String> variables(String url) {
            return Map.of("GEMINI_API_KEY", "the-key-of-google", "GEMINI_BASE_URL", url + "/v1beta");
        }
    },
    MISTRAL("mistral:a-model", Protocol.MISTRAL, "/v1/chat/completions", "authorization", "Bearer the-key-of-mistral") {
        @Override
        Map<String, String> variables(String url) {
            return Map.of("MISTRAL_API_KEY", "the-key-of-mistral", "MISTRAL_BASE_URL", url + "/v1");
        }
    },
    GROQ("groq:a-model", Protocol.OPENAI, "/openai/v1/chat/completions", "authorization", "Bearer the-key-of-groq") {
        @Override
        Map<String, String> variables(String url) {
            return Map.of("GROQ_API_KEY", "the-key-of-groq", "GROQ_BASE_URL", url + "/openai/v1");
        }
    },
    OLLAMA("ollama:a-model", Protocol.OPENAI, "/v1/chat/completions", "authorization", "Bearer not-needed") {
        @Override
        Map<String, String> variables(String url) {
            return Map.of("OLLAMA_OPENAI_BASE_URL", url + "/v1/");
        }
    },
    VLLM("vllm:a-model", Protocol.OPENAI, "/v1/chat/completions", "authorization", null) {
        @Override
        Map<String, String> variables(String url) {
            return Map.of("VLLM_BASE_URL", url + "/v1");
        }
    },
    MICRO("micro:a-model", Protocol.OPENAI, "/v1/chat/completions", "authorization", null) {
        @Override
        Map<String, String> variables(String url) {
            return Map.of("MICRO_BASE_URL", url + "/v1", "OPENAI_API_KEY", "the-key-of-openai");
        }
    };

    static final Set<String> KEY_HEADERS = Set.of("authorization", "api-key", "x-api-key", "x-goog-api-key");

    final String model;
    final Protocol protocol;
    final String path;
    final String keyHeader;
    final @Nullable String keyValue;

    Provider(String model, Protocol protocol, String path, String keyHeader, @Nullable String keyValue) {
        this.model = model;
        this.protocol = protocol;
        this.path = path;
        this.keyHeader = keyHeader;
        this.keyValue = keyValue;
    }

    abstract Map<String, String> variables(String url);

    /** Fields beyond those of its protocol. */
    Set<String> extraFields() {
        return Set.of();
    }

    String path(boolean streamed) {
        return protocol == Protocol.GEMINI && streamed
                ? path.replace("generateContent", "streamGenerateContent")
                : path;
    }

    String query(boolean streamed) {
        if (this == AZURE) {
            return "api-version=2025-04-01-preview";
        }
        return protocol == Protocol.GEMINI && streamed ? "alt=sse" : "null";
    }

    /** The fields of a request with everything that can be asked for. */
    Set<String> fields(boolean streamed) {
        Set<String> fields = new TreeSet<>(extraFields());
        switch (protocol) {
            case OPENAI -> {
                fields.addAll(Set.of("model", "messages", "temperature", "top_p", "max_tokens", "seed", "stream"));
                if (streamed) {
                    fields.add("stream_options");
                }
            }
            case ANTHROPIC ->
                fields.addAll(Set.of("model", "messages", "system", "temperature", "top_p", "max_tokens", "stream"));
            case GEMINI -> fields.addAll(Set.of("contents", "systemInstruction", "generationConfig"));
            case MISTRAL ->
                fields.addAll(
                        Set.of("model", "messages", "temperature", "top_p", "max_tokens", "random_seed", "stream"));
        }
        return fields;
    }
}
