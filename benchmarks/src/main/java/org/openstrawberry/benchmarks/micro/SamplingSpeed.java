package org.openstrawberry.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openstrawberry.micro.base.BaseModel;
import org.openstrawberry.micro.conversation.Conversation;
import org.openstrawberry.micro.conversation.Prompt;
import org.openstrawberry.micro.sample.Sample;
import org.openstrawberry.micro.sample.SampleRequest;
import org.openstrawberry.micro.sample.Sampler;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.micro.task.Level;
import org.openstrawberry.micro.task.Problem;
import org.openstrawberry.micro.task.Problems;
import org.openstrawberry.micro.task.Split;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Tokenizer;

/** Tokens a second with a thousand requests at once, and how long a single one takes when nothing else is asked. */
public final class SamplingSpeed {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONCURRENT = 1_000;
    private static final int WARM_UP = 300;
    private static final int SINGLE = 1_000;

    private SamplingSpeed() {}

    /**
     * Measures.
     *
     * @param arguments rounds of a thousand requests, 20 by default
     */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        List<SampleRequest> requests = requests();
        try (Sampler sampler = new Sampler(BaseModel.weights(), SamplerSettings.defaults())) {
            for (int round = 0; round < rounds; round++) {
                throughput(sampler, requests, round + 1);
            }
            latency(sampler, requests);
        }
        System.out.println("memory: " + memory());
    }

    private static List<SampleRequest> requests() {
        List<SampleRequest> requests = new ArrayList<>();
        for (Problem problem : new Problems(Split.CAMPAIGN, 81).distinct(Level.of(3), CONCURRENT)) {
            int[] prompt = Conversation.about(problem.text()).ask(Prompt.SOLVE, Tokenizer.standard());
            requests.add(SampleRequest.of(prompt)
                    .withSeed(requests.size())
                    .withMaxTokens(120)
                    .withStop(Control.END.id()));
        }
        return requests;
    }

    private static Duration processor() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void throughput(Sampler sampler, List<SampleRequest> requests, int round) {
        long began = System.nanoTime();
        Duration before = processor();
        List<Sample> samples = sampler.sampleAll(requests, PATIENCE);
        double seconds = (System.nanoTime() - began) / 1e9;
        double spent = processor().minus(before).toNanos() / 1e9;
        int drawn = samples.stream().mapToInt(sample -> sample.tokens().length).sum();
        int all = drawn + samples.stream().mapToInt(Sample::promptTokens).sum();
        System.out.printf(
                Locale.ROOT,
                "round %d: %,.0f tokens/s drawn, %,.0f with prompts; %,.0f drawn per second of processor time%n",
                round,
                drawn / seconds,
                all / seconds,
                drawn / spent);
    }

    private static void latency(Sampler sampler, List<SampleRequest> requests) {
        double[] millis = new double[SINGLE];
        for (int i = -WARM_UP; i < SINGLE; i++) {
            SampleRequest request =
                    requests.get(Math.floorMod(i, requests.size())).withSeed(1_000 + i);
            long began = System.nanoTime();
            var _ = sampler.sampleAll(List.of(request), PATIENCE);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - began) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "a single request: median %.2f ms, 99th percentile %.2f ms%n",
                millis[SINGLE / 2],
                millis[SINGLE * 99 / 100]);
    }

    private static String memory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown on this system";
        }
        return String.join(
                ", ",
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                        .map(line -> line.replaceAll("\\s+", " "))
                        .toList());
    }
}
