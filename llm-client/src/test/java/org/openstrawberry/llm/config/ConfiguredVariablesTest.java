package org.openstrawberry.llm.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredVariablesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "abc, abc",
                "` abc `, abc",
                "\"abc\", abc",
                "'abc', abc",
                "\"a'c, \"a'c",
                "\", \"",
                "'', ``",
                "\"  \", ``"
            })
    void shouldTakeValuesOutOfTheirQuotes(String written, String meant) {
        // given
        ConfiguredVariables variables = new ConfiguredVariables(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of("OPENAI_API_KEY", written), "test", 500))
                .build());

        // when / then
        assertThat(variables.get("OPENAI_API_KEY")).isEqualTo(Optional.of(meant).filter(value -> !value.isEmpty()));
        assertThat(variables.get("ANOTHER")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-\u200bmarked", "\ufeffsk-marked", "sk-marked\u201d", "sk-\u0007marked", "sk- marked"})
    void shouldTakeAKeyThatCannotBeSentForNone(String written) {
        // given
        ConfiguredVariables variables = new ConfiguredVariables(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of("OPENAI_API_KEY", written, "OLLAMA_MODELS", written), "test", 500))
                .build());

        // when / then
        assertThat(variables.get("OPENAI_API_KEY")).isEmpty();
        assertThat(variables.get("OLLAMA_MODELS")).contains(written);
    }
}
