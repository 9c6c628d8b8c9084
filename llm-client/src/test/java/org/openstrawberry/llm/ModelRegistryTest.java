package org.openstrawberry.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openstrawberry.llm.config.TestModels;

class ModelRegistryTest {

    @Test
    void shouldNameTheVariableThatEachProviderMisses() {
        try (TestModels models = new TestModels(Map.of())) {
            assertThat(models.registry().providers())
                    .containsExactly(
                            new ProviderStatus("openai", Optional.of("OPENAI_API_KEY")),
                            new ProviderStatus("groq", Optional.of("GROQ_API_KEY")),
                            new ProviderStatus("ollama", Optional.empty()),
                            new ProviderStatus("vllm", Optional.of("VLLM_BASE_URL")),
                            new ProviderStatus("replay", Optional.empty()));
        }
    }

    @Test
    void shouldOfferAProviderOnceItsVariableIsSet() {
        Map<String, String> variables =
                Map.of("OPENAI_API_KEY", "k", "GROQ_API_KEY", "k", "VLLM_BASE_URL", "http://gpu:8000/v1");
        try (TestModels models = new TestModels(variables)) {
            assertThat(models.registry().providers()).allMatch(ProviderStatus::available);
            assertThat(models.registry().validate(" vllm:a:b ")).isEqualTo(new ModelName("vllm", "a:b"));
        }
    }

    @Test
    void shouldRejectUnknownPrefixesAndListTheKnown() {
        try (TestModels models = new TestModels(Map.of())) {
            assertThatThrownBy(() -> models.registry().validate("nobody:x"))
                    .isInstanceOf(ModelRejectedException.class)
                    .hasMessageContaining("groq, ollama, openai, replay, vllm");
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
            public Optional<String> missingVariable() {
                return Optional.empty();
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
