package org.openstrawberry.orchestrator.problemset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerExtractionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "AS_IS|' 7 '|7",
                "AS_IS|' '|-",
                "AFTER_HASHES|'1 #### 2 #### 3'|3",
                "AFTER_HASHES|'none'|-",
                "AFTER_HASHES|'5 ####'|-",
                "BOXED|'\\boxed{1} and \\boxed{\\frac{1}{2}}.'|\\frac{1}{2}",
                "BOXED|'\\boxed{\\{1, 2\\}}'|\\{1, 2\\}",
                "BOXED|'\\boxed{1} then \\boxed{2'|1",
                "BOXED|'\\boxed{a \\boxed{b}'|b",
                "BOXED|'none'|-",
                "AFTER_LAST_A|'A: 1'|1",
                "AFTER_LAST_A|'BA: 1'|-"
            })
    void shouldFindTheAnswer(AnswerExtraction extraction, String text, String answer) {
        assertThat(extraction.extract(text).orElse(null)).isEqualTo(answer);
    }

    @Test
    void shouldTakeTheLastLineThatBeginsWithA() {
        assertThat(AnswerExtraction.AFTER_LAST_A.extract("A: 1\nthen\nA: 2\n")).contains("2");
    }

    @Test
    void shouldStayLinearInTheTextsLength() {
        String hostile = "\\boxed{".repeat(100_000);
        Instant start = Instant.now();

        assertThat(AnswerExtraction.BOXED.extract(hostile)).isEmpty();

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }
}
