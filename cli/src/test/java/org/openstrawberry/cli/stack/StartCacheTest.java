package org.openstrawberry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {
    @TempDir
    private Path root = Path.of("");

    private StackHome training = StackHome.training(root, root);
    private StackHome home = StackHome.of(root, Map.of(), PortPlan.standard());

    @BeforeEach
    void findTheFolder() {
        training = StackHome.training(root, root.resolve("training"));
        home = StackHome.of(root, Map.of(), PortPlan.standard());
        StartCache.prepare(training);
    }

    @Test
    void shouldBeWrittenInTrainingOnlyAndIntoAFileThatNoStartReads() {
        // when
        List<String> options = StartCache.options(training, "judge");

        // then
        assertThat(options)
                .anyMatch(option -> option.startsWith("-XX:AOTCacheOutput="))
                .doesNotContain("-XX:AOTCacheOutput=" + home.startCache("judge"));
        assertThat(StartCache.options(home, "judge")).isEmpty();
    }

    @Test
    void shouldBeReadByEveryStackOnceItIsComplete() throws IOException {
        // given
        assertThat(StartCache.adopt(training, "judge")).isFalse();
        String option = StartCache.options(training, "judge").getFirst();
        Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "classes");

        // when
        boolean adopted = StartCache.adopt(training, "judge");

        // then
        assertThat(adopted).isTrue();
        assertThat(StartCache.options(home, "judge")).contains("-XX:AOTCache=" + home.startCache("judge"));
        assertThat(StartCache.options(StackHome.of(root, Map.of(), PortPlan.from(20_000)), "judge"))
                .isEqualTo(StartCache.options(home, "judge"));
    }
}
