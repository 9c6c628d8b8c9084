package org.openstrawberry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFilesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindAProcessThatRuns() {
        // given
        PidFiles files = new PidFiles(folder.resolve("run"));

        // when
        files.write(new ComponentProcess("kafka", 9092, ProcessHandle.current()));

        // then
        assertThat(files.find("kafka")).hasValueSatisfying(process -> {
            assertThat(process.port()).isEqualTo(9092);
            assertThat(process.handle().pid()).isEqualTo(ProcessHandle.current().pid());
        });
        assertThat(files.names()).containsExactly("kafka");
        assertThat(files.running()).hasSize(1);
    }

    @Test
    void shouldNotTakeAnotherProcessWithTheSameIdForOurs() throws IOException {
        // given
        PidFiles files = new PidFiles(folder);
        files.write(new ComponentProcess("kafka", 9092, ProcessHandle.current()));
        Path file = folder.resolve("kafka.pid");

        // when the id was given to a process that started a minute later
        String text = Files.readString(file);
        long started = Long.parseLong(text.replaceAll("(?s).*started=(\\d+).*", "$1"));
        Files.writeString(file, text.replace("started=" + started, "started=" + (started - 60_000)));

        // then
        assertThat(files.find("kafka")).isEmpty();
        assertThat(files.names()).containsExactly("kafka");
    }

    @Test
    void shouldNotFindAProcessThatEnded() throws Exception {
        // given
        PidFiles files = new PidFiles(folder);
        Process process = new ProcessBuilder("sleep", "60").start();
        files.write(new ComponentProcess("judge", 8083, process.toHandle()));
        assertThat(files.find("judge")).isPresent();

        // when
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

        // then
        assertThat(files.find("judge")).isEmpty();
        assertThat(files.running()).isEmpty();
    }

    @Test
    void shouldForgetWhatIsDeleted() {
        // given
        PidFiles files = new PidFiles(folder);
        files.write(new ComponentProcess("kafka", 9092, ProcessHandle.current()));

        // when
        files.delete("kafka");

        // then
        assertThat(files.find("kafka")).isEmpty();
        assertThat(files.names()).isEmpty();
    }

    @Test
    void shouldSayWhichFileIsDamaged() throws IOException {
        // given
        Files.writeString(folder.resolve("kafka.pid"), "pid=many\n");

        // when, then
        assertThatThrownBy(() -> new PidFiles(folder).find("kafka"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("kafka.pid is damaged");
    }
}
