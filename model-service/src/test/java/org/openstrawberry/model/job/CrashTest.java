package org.openstrawberry.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.micro.model.Weights;

class CrashTest {
    private static final String ID = "ftjob-AAAAAAAAAAAAAAAAAAAAAAAA";

    @TempDir
    private Path folder;

    @Test
    void shouldMakeTheSameBitsAfterBeingKilledAsWithoutIt() throws Exception {
        // given
        Weights undisturbed = train(folder.resolve("undisturbed"), false);

        // when
        Weights killed = train(folder.resolve("killed"), true);

        // then
        assertThat(killed).isEqualTo(undisturbed);
    }

    private Weights train(Path data, boolean kill) throws Exception {
        prepare(data);
        Process process = start(data);
        try {
            if (kill) {
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(10))
                        .until(() ->
                                Files.exists(data.resolve("jobs").resolve(ID).resolve("resume.checkpoint")));
                process.destroyForcibly().waitFor();
                assertThat(data.resolve("models").resolve(ID)).doesNotExist();
                process = start(data);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(data.resolve("models/" + ID + ".json")));
        } finally {
            process.destroyForcibly().waitFor();
        }
        String events = Files.readString(data.resolve("jobs").resolve(ID).resolve("events.jsonl"));
        assertThat(events.contains("Training goes on from step")).isEqualTo(kill);
        return Weights.load(data.resolve("models").resolve(ID));
    }

    private static Process start(Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JobProcess.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void prepare(Path data) throws IOException {
        JobProcess.Parts parts = JobProcess.Parts.in(data.toString());
        String rows = IntStream.range(0, 100)
                .mapToObj(i -> """
                {"messages":[{"role":"user","content":"Hana has %d shells. Finds 2 more. How many are there now?"},\
                {"role":"assistant","content":"Step 1: add\\n%d+2=%d\\n<final_answer>%d</final_answer>"}]}
                """.formatted(i, i, i + 2, i + 2))
                .collect(Collectors.joining());
        Files.writeString(parts.store().folder(ID).resolve(JobRunner.TRAINING), rows);
        parts.store()
                .add(new Job(
                        ID,
                        1,
                        1,
                        "micro-base",
                        Job.Status.VALIDATING_FILES,
                        false,
                        "file-x",
                        null,
                        null,
                        new Tuning(Tuning.SUPERVISED, 30, 8, null, null, null, null),
                        "",
                        9,
                        Map.of(),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        false,
                        false));
        parts.data().release();
    }
}
