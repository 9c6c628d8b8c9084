package org.openstrawberry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackStopperTest {
    @Test
    void shouldStopThoseThatCallModelsFirstAndTheDatabaseLast() {
        assertThat(StackStopper.order(
                        List.of("generator", "generator-2", "judge", "kafka", "orchestrator", "postgres", "verifier")))
                .containsExactly(
                        List.of("generator", "generator-2", "verifier"),
                        List.of("judge"),
                        List.of("orchestrator"),
                        List.of("kafka"),
                        List.of("postgres"));
    }

    @Test
    void shouldSkipWhatIsNotThere() {
        assertThat(StackStopper.order(List.of("postgres", "generator")))
                .containsExactly(List.of("generator"), List.of("postgres"));
        assertThat(StackStopper.order(List.of())).isEmpty();
    }
}
