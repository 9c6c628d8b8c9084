package org.openstrawberry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    private Path folder;

    private Path archive = Path.of("");
    private StackHome home = new StackHome(archive, archive);

    @BeforeEach
    void findTheArchive() {
        home = StackHome.of(folder, Map.of(), PortPlan.standard());
        archive = home.classArchive("judge");
    }

    @Test
    void shouldBeWrittenByTheOneWhoMay() {
        assertThat(ClassArchive.options(home, "judge", true))
                .contains("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void shouldNotBeAskedForByOthersBeforeItIsThere() throws IOException {
        assertThat(ClassArchive.options(home, "judge", false)).isEmpty();

        Files.write(archive, new byte[] {1, 2, 3, 4, 5});
        assertThat(ClassArchive.options(home, "judge", false))
                .contains("-XX:SharedArchiveFile=" + archive)
                .doesNotContain("-XX:+AutoCreateSharedArchive");
    }

    @Test
    void shouldBeDeletedWhenItWasNotFinished() throws IOException {
        // given
        ClassArchive.options(home, "judge", true);
        Files.write(archive, new byte[100]);

        // when, then
        assertThat(ClassArchive.options(home, "judge", false)).isEmpty();
        assertThat(archive).doesNotExist();
    }
}
