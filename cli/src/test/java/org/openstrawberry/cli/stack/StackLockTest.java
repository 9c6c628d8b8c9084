package org.openstrawberry.cli.stack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackLockTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLetOnlyOneIn() {
        Path file = folder.resolve("run/lock");
        // given
        try (StackLock _ = StackLock.acquire(file, Duration.ofSeconds(1))) {
            // when, then
            assertThatThrownBy(() -> StackLock.acquire(file, Duration.ofMillis(50)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("another strawberry command");
        }
        assertThatCode(() -> StackLock.acquire(file, Duration.ofMillis(50)).close())
                .doesNotThrowAnyException();
    }
}
