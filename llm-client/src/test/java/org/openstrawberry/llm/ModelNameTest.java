package org.openstrawberry.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstrawberry.llm.ModelRejectedException.Reason;

class ModelNameTest {

    @ParameterizedTest
    @CsvSource({
        "openai:gpt-4o, openai, gpt-4o",
        "ollama:mistral:v0.3, ollama, mistral:v0.3",
        "' OpenAI:gpt-4o ', openai, gpt-4o",
        "vllm:meta-llama/Llama-3.1-8B, vllm, meta-llama/Llama-3.1-8B",
        "replay:6b_finetuning, replay, 6b_finetuning"
    })
    void shouldSplitAtTheFirstColon(String text, String provider, String model) {
        assertThat(ModelName.parse(text)).isEqualTo(new ModelName(provider, model));
    }

    @ParameterizedTest
    @CsvSource({
        "'', BLANK",
        "'  ', BLANK",
        "gpt-4o, NO_PREFIX",
        ":gpt-4o, NO_PREFIX",
        "openai:, NO_MODEL",
        "'openai: ', NO_MODEL",
        "openai:gpt 4o, BAD_CHARACTER",
        "'open ai:gpt', BAD_CHARACTER"
    })
    void shouldRefuseOtherForms(String text, Reason reason) {
        assertThatThrownBy(() -> ModelName.parse(text, List.of("openai", "groq")))
                .isInstanceOfSatisfying(
                        ModelRejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    @Test
    void shouldListKnownPrefixesWhenThereIsNoneOrAnotherOne() {
        assertThatThrownBy(() -> ModelName.parse("gpt-4o", List.of("openai", "groq")))
                .hasMessageContaining("groq, openai");
        assertThatThrownBy(() -> ModelName.parse("anthropos:x", List.of("openai", "groq")))
                .hasMessageContaining("anthropos")
                .hasMessageContaining("groq, openai")
                .isInstanceOfSatisfying(
                        ModelRejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Reason.UNKNOWN_PREFIX));
    }

    @Test
    void shouldRefuseVeryLongNames() {
        assertThatThrownBy(() -> ModelName.parse("openai:" + "x".repeat(300)))
                .isInstanceOfSatisfying(
                        ModelRejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(Reason.TOO_LONG));
    }

    @Property
    void shouldReadBackWhatItWrites(@ForAll("prefixes") String provider, @ForAll("models") String model) {
        // given
        ModelName name = new ModelName(provider, model);

        // when
        ModelName read = ModelName.parse(name.toString());

        // then
        assertThat(read).isEqualTo(name);
        assertThat(read.provider()).doesNotContain(":");
    }

    @Property
    void shouldEitherReadOrRejectAnyText(@ForAll String text) {
        try {
            ModelName name = ModelName.parse(text);
            assertThat(name.model()).isNotBlank();
            assertThat(text.toLowerCase(java.util.Locale.ROOT)).contains(name.provider() + ":");
        } catch (ModelRejectedException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> prefixes() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(20);
    }

    @Provide
    Arbitrary<String> models() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars(':', '/', '-', '.', '_')
                .ofMinLength(1)
                .ofMaxLength(60);
    }
}
