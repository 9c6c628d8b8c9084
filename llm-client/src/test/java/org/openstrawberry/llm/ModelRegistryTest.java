package org.openstrawberry.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstrawberry.llm.config.TestModels;

class ModelRegistryTest {

    @Test
    void shouldNameTheVariableThatEachProviderMisses() {
        try (TestModels models = new TestModels(Map.of())) {
            assertThat(models.registry().providers())
                    .containsExactly(
                            new ProviderStatus("openai", List.of("OPENAI_API_KEY")),
                            new ProviderStatus("azure", List.of("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT")),
                            new ProviderStatus("anthropic", List.of("ANTHROPIC_API_KEY")),
                            new ProviderStatus("google", List.of("GEMINI_API_KEY")),
                            new ProviderStatus("mistral", List.of("MISTRAL_API_KEY")),
                            new ProviderStatus("groq", List.of("GROQ_API_KEY")),
                            new ProviderStatus("ollama", List.of()),
                            new ProviderStatus("vllm", List.of("VLLM_BASE_URL")),
                            new ProviderStatus("micro", List.of()),
                            new ProviderStatus("replay", List.of()));
        }
    }

    @Test
    void shouldOfferAProviderOnceItsVariableIsSet() {
        Map<String, String> variables = Map.of(
                "OPENAI_API_KEY", "k",
                "AZURE_OPENAI_API_KEY", "k",
                "AZURE_OPENAI_ENDPOINT", "https://mine.openai.azure.com/",
                "ANTHROPIC_API_KEY", "k",
                "GEMINI_API_KEY", "k",
                "MISTRAL_API_KEY", "k",
                "GROQ_API_KEY", "k",
                "VLLM_BASE_URL", "http://gpu:8000/v1");
        try (TestModels models = new TestModels(variables)) {
            assertThat(models.registry().providers()).allMatch(ProviderStatus::available);
            assertThat(models.registry().validate(" vllm:a:b ")).isEqualTo(new ModelName("vllm", "a:b"));
        }
    }

    @Test
    void shouldMissAzuresAddressOnceItHasTheKey() {
        try (TestModels models = new TestModels(Map.of("AZURE_OPENAI_API_KEY", "k"))) {
            assertThat(models.registry().providers())
                    .contains(new ProviderStatus("azure", List.of("AZURE_OPENAI_ENDPOINT")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"mistral:v0.3\", \"ollama:llama3.1\"]",
                "['mistral:v0.3', 'ollama:llama3.1']",
                "[ollama:mistral:v0.3, ollama:llama3.1]",
                "\"[ollama:mistral:v0.3\", llama3.1]",
                "mistral:v0.3,llama3.1,,mistral:v0.3"
            })
    void shouldListTheModelsThatAVariableNamesHoweverItIsWritten(String names) {
        try (TestModels models = new TestModels(Map.of("OLLAMA_OPENAI_MODEL_NAME", names))) {
            assertThat(models.registry().providers())
                    .contains(
                            new ProviderStatus("ollama", List.of(), List.of("ollama:mistral:v0.3", "ollama:llama3.1")));
        }
    }

    @Test
    void shouldListTheOneModelOfOpenAiAndAzuresDeployment() {
        Map<String, String> variables =
                Map.of("OPENAI_MODEL_NAME", "gpt-4o-mini", "AZURE_OPENAI_DEPLOYMENT", "my-deployment");
        try (TestModels models = new TestModels(variables)) {
            assertThat(models.registry().providers())
                    .flatExtracting(ProviderStatus::models)
                    .containsExactly("openai:gpt-4o-mini", "azure:my-deployment");
        }
    }

    @Test
    void shouldRejectUnknownPrefixesAndListTheKnown() {
        try (TestModels models = new TestModels(Map.of())) {
            assertThatThrownBy(() -> models.registry().validate("nobody:x"))
                    .isInstanceOf(ModelRejectedException.class)
                    .hasMessageContaining(
                            "anthropic, azure, google, groq, micro, mistral, ollama, openai, replay, vllm");
            assertThatThrownBy(() -> models.model("nobody:x"))
                    .isInstanceOfSatisfying(
                            ModelCallException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ModelCallException.Code.UNKNOWN_MODEL));
        }
    }

    @Test
    void shouldRejectAProviderWithoutItsKeyAndNameTheVariable() {
        try (TestModels models = new TestModels(Map.of())) {
            assertThatThrownBy(() -> models.registry().validate("groq:llama"))
                    .hasMessageContaining("GROQ_API_KEY")
                    .isInstanceOfSatisfying(
                            ModelRejectedException.class,
                            rejected -> assertThat(rejected.reason())
                                    .isEqualTo(ModelRejectedException.Reason.MISSING_VARIABLE));
            assertThatThrownBy(() -> models.model("groq:llama"))
                    .hasMessageContaining("GROQ_API_KEY")
                    .isInstanceOfSatisfying(
                            ModelCallException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ModelCallException.Code.MISSING_KEY));
        }
    }

    @Test
    void shouldTakeAnUnusableAddressForAMissingOne() {
        try (TestModels models = new TestModels(Map.of("VLLM_BASE_URL", "not a url"))) {
            assertThatThrownBy(() -> models.registry().validate("vllm:x")).hasMessageContaining("VLLM_BASE_URL");
        }
    }

    @Test
    void shouldKeepOneConnectionForAllModelsOfAProvider() {
        try (TestModels models = new TestModels(Map.of())) {
            assertThat(models.model("ollama:one")).isSameAs(models.model("ollama:two"));
        }
    }

    @Test
    void shouldRefuseTwoProvidersOfOnePrefix() {
        ModelProvider provider = new ModelProvider() {
            @Override
            public String prefix() {
                return "same";
            }

            @Override
            public List<String> missingVariables() {
                return List.of();
            }

            @Override
            public LanguageModel connect() {
                throw new IllegalStateException("not needed");
            }
        };
        assertThatThrownBy(() -> new ModelRegistry(List.of(provider, provider)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
