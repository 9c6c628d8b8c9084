package org.openstrawberry.benchmarks.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.judge.AnswerPolicy;
import org.openstrawberry.judge.Judge;
import org.openstrawberry.judge.Judgement;

/**
 * How long a verdict takes. The folder of the problem files is given as {@code -Dstrawberry.data=FOLDER}.
 *
 * <ul>
 *   <li>gsm8k: recorded model outputs of a few sentences against a number; the promise is 5,000 a second and core.
 *   <li>math: a gold answer of MATH-500 against itself in another dress, its full solution, or another gold answer; the
 *       promise is a median below 0.2 ms and a 99th percentile below 5 ms.
 * </ul>
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class JudgeBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AnswerPolicy NUMBER = AnswerPolicy.of(AnswerType.NUMBER);
    private static final AnswerPolicy AUTO = AnswerPolicy.of(AnswerType.AUTO);

    private record Pair(String answer, String groundTruth) {}

    private final List<Pair> gsm8k = new ArrayList<>();
    private final List<Pair> math = new ArrayList<>();
    private int next;

    @Setup(Level.Trial)
    public void read() throws IOException {
        for (JsonNode row : rows("gsm8k-model-solutions.jsonl")) {
            for (String model : List.of("6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification")) {
                gsm8k.add(new Pair(
                        row.get(model).get("solution").asText(),
                        row.get("ground_truth").asText()));
            }
        }
        List<JsonNode> problems = rows("math-500.jsonl");
        for (int at = 0; at < problems.size(); at++) {
            String gold = problems.get(at).get("answer").asText();
            String other = problems.get((at * 7 + 1) % problems.size()).get("answer").asText();
            math.add(new Pair("$" + gold.replace("\\frac", "\\dfrac") + "$.", gold));
            math.add(new Pair(problems.get(at).get("solution").asText(), gold));
            math.add(new Pair(other, gold));
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public Judgement gsm8k() {
        Pair pair = gsm8k.get(next++ % gsm8k.size());
        return Judge.judge(pair.answer(), pair.groundTruth(), NUMBER);
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public Judgement math() {
        Pair pair = math.get(next++ % math.size());
        return Judge.judge(pair.answer(), pair.groundTruth(), AUTO);
    }

    private static List<JsonNode> rows(String file) throws IOException {
        Path path = Path.of(System.getProperty("strawberry.data", "../shared/data")).resolve(file);
        List<JsonNode> rows = new ArrayList<>();
        // Lines end at \n only: strings may hold other separators.
        for (String line : Files.readString(path).split("\n", -1)) {
            if (!line.isBlank()) {
                rows.add(JSON.readTree(line));
            }
        }
        return rows;
    }
}
