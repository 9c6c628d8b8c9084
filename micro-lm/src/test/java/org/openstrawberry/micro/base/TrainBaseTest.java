package org.openstrawberry.micro.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.train.Trainer;
import org.openstrawberry.micro.train.TrainerSettings;

class TrainBaseTest {

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return new TrainBase(new PrintStream(out, true, StandardCharsets.UTF_8)).run(arguments);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldTrainBySeedAndStepsAndTellHowGoodItIs() throws IOException {
        // given
        Path file = folder.resolve("base.weights");
        BaseTraining training = BaseTraining.shipped(7);

        // when
        int status = run(file.toString(), "2", "7", "1");

        // then
        assertThat(status).isZero();
        try (Trainer trainer = Trainer.of(training.start(), TrainerSettings.defaults())) {
            training.train(trainer, 2, report -> {});
            assertThat(Weights.load(file)).isEqualTo(trainer.weights());
        }
        assertThat(output()).contains("step 2 of 2, loss ", "SHA-256 " + TrainBase.checksum(file));
        assertThat(output().lines().filter(line -> line.contains("| 0.0 % +- 0.0")))
                .hasSize(6);
    }

    @Test
    void shouldExplainItself() {
        assertThat(run("--help")).isZero();
        assertThat(output()).startsWith("Usage: strawberry train-base FILE");
    }

    @Test
    void shouldRefuseMisuse() {
        String file = folder.resolve("x").toString();
        assertThat(run()).isEqualTo(2);
        assertThat(run("--fast")).isEqualTo(2);
        assertThat(run(file, "1")).isEqualTo(2);
        assertThat(run(file, "many")).isEqualTo(2);
        assertThat(run(file, "2", "1", "0")).isEqualTo(2);
        assertThat(run(file, "2", "1", "1", "1")).isEqualTo(2);
        assertThat(output()).contains("error: 1 is not from 2 to ");
        assertThat(folder).isEmptyDirectory();
    }
}
