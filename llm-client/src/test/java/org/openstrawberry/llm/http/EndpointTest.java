package org.openstrawberry.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:11434/v1/, true",
        "http://127.0.0.1:8000, true",
        "http://[::1]:8000, true",
        "https://api.openai.com/v1, false",
        "http://127.0.0.1.example.com, false",
        "http://localhost.example.com, false",
        "http://10.0.0.1:8000, false"
    })
    void shouldKnowThisMachineByItsNames(String url, boolean loopback) {
        assertThat(Endpoint.parse("vllm", url).orElseThrow().loopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:8000", "ftp://host/", "http://", "http://a b/", "file:///etc/passwd"})
    void shouldRefuseWhatIsNoAddress(String url) {
        assertThat(Endpoint.parse("vllm", url)).isEmpty();
    }

    @Test
    void shouldShowNothingButTheHost() {
        assertThat(Endpoint.parse("vllm", "https://user:secret@host:1/path?token=t")
                        .orElseThrow())
                .hasToString("vllm at host:1");
    }
}
