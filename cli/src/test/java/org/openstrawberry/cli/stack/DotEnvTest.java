package org.openstrawberry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DotEnvTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadAssignments() throws IOException {
        // given
        Files.writeString(folder.resolve(".env"), """
                # keys
                OPENAI_API_KEY=abc=def

                export NAME = plain words  # a comment
                DOUBLE="with # inside"
                SINGLE='it is "quoted"' # why
                EMPTY=
                """);

        // when, then
        assertThat(DotEnv.in(folder))
                .containsExactly(
                        entry("OPENAI_API_KEY", "abc=def"),
                        entry("NAME", "plain words"),
                        entry("DOUBLE", "with # inside"),
                        entry("SINGLE", "it is \"quoted\""),
                        entry("EMPTY", ""));
    }

    @Test
    void shouldBeEmptyWithoutAFile() {
        assertThat(DotEnv.in(folder)).isEmpty();
    }

    @Test
    void shouldNameTheBadLineAndNotShowIt() {
        assertThatThrownBy(() -> DotEnv.parse(".env", List.of("A=1", "very secret")))
                .isInstanceOf(StackException.class)
                .hasMessage("line 2 of .env is not NAME=value");
    }
}
