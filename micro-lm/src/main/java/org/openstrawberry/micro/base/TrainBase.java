package org.openstrawberry.micro.base;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.openstrawberry.micro.evaluate.Examiner;
import org.openstrawberry.micro.evaluate.Manner;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;
import org.openstrawberry.micro.train.StepReport;
import org.openstrawberry.micro.train.Trainer;
import org.openstrawberry.micro.train.TrainerSettings;

/** {@code ./strawberry train-base}: makes the model that the library ships, and tells how well it solves problems. */
public final class TrainBase {

    private static final int REPORT_EVERY = 250;
    private static final int EXAMINATION = 1_500;
    private static final int MOST_PROBLEMS = 2_000;
    private static final long MOST_STEPS = 100_000;

    private final PrintStream out;

    TrainBase(PrintStream out) {
        this.out = out;
    }

    /** Trains, writes and examines. Ends with 2 if it is misused or the file cannot be written. */
    public static void main(String[] arguments) {
        System.exit(new TrainBase(new PrintStream(System.out, true, StandardCharsets.UTF_8)).run(arguments));
    }

    int run(String... arguments) {
        if (arguments.length < 1 || arguments.length > 4 || arguments[0].startsWith("-")) {
            out.println(usage());
            return arguments.length == 1 && List.of("-h", "--help").contains(arguments[0]) ? 0 : 2;
        }
        try {
            long steps = number(arguments, 1, BaseTraining.SHIPPED_STEPS, 2, MOST_STEPS);
            long seed = number(arguments, 2, BaseTraining.SHIPPED_SEED, Long.MIN_VALUE, Long.MAX_VALUE);
            int problems = (int) number(arguments, 3, EXAMINATION, 1, MOST_PROBLEMS);
            Path file = Path.of(arguments[0]);
            Weights weights = train(steps, seed);
            weights.save(file);
            out.println(file + ": " + Files.size(file) + " bytes, SHA-256 " + checksum(file));
            examine(weights, problems);
            return 0;
        } catch (IllegalArgumentException e) {
            out.println("error: " + e.getMessage());
            out.println(usage());
            return 2;
        } catch (IOException e) {
            out.println("error: the file cannot be written: " + e);
            return 2;
        }
    }

    private static String usage() {
        return """
                Usage: strawberry train-base FILE [STEPS [SEED [PROBLEMS]]]
                Trains the micro model from nothing and writes its weights to FILE, which takes some minutes.
                  STEPS     of training, 2 to %d (%d)
                  SEED      of the weights and of the problems (%d)
                  PROBLEMS  of each level that the result is examined with, 1 to 2000 (1500)
                The same steps and seed make the same file on any machine; the defaults make the one that is shipped.""".formatted(MOST_STEPS, BaseTraining.SHIPPED_STEPS, BaseTraining.SHIPPED_SEED);
    }

    private static long number(String[] arguments, int index, long otherwise, long least, long most) {
        if (index >= arguments.length) {
            return otherwise;
        }
        long value = Long.parseLong(arguments[index]);
        if (value < least || value > most) {
            throw new IllegalArgumentException(value + " is not from " + least + " to " + most);
        }
        return value;
    }

    private Weights train(long steps, long seed) {
        BaseTraining training = BaseTraining.shipped(seed);
        try (Trainer trainer = Trainer.of(training.start(), TrainerSettings.defaults())) {
            training.train(trainer, steps, report -> tell(report, steps));
            return trainer.weights();
        }
    }

    private void tell(StepReport report, long steps) {
        if (report.step() % REPORT_EVERY == 0 || report.step() == steps) {
            out.printf(
                    Locale.ROOT,
                    "step %d of %d, loss %.3f, %d s of processor time%n",
                    report.step(),
                    steps,
                    report.loss(),
                    processorTime().toSeconds());
        }
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void examine(Weights weights, int count) {
        out.println("Held-out problems solved, of " + count + " per level, with standard errors:");
        out.println("level | one shot greedy | one shot sampled | conversation greedy | conversation sampled");
        try (Examiner examiner = new Examiner(weights, SamplerSettings.defaults(), 1)) {
            for (Level level : Level.ALL) {
                List<Problem> problems = new Problems(Split.HELD_OUT, 1).distinct(level, count);
                StringBuilder line = new StringBuilder().append(level.number());
                for (Manner manner : Manner.values()) {
                    for (int temperature = 0; temperature <= 1; temperature++) {
                        line.append(" | ");
                        line.append(examiner.mark(problems, manner, temperature).accuracy());
                    }
                }
                out.println(line);
            }
        }
    }

    static String checksum(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
