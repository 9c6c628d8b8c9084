package org.openstrawberry.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fast a model service answers: one request at a time, then many at once. Arguments: URL, requests at once, rounds. */
public final class ModelLoad {
    private static final Pattern COMPLETION = Pattern.compile("\"completion_tokens\":(\\d+)");
    private static final Pattern PROMPT = Pattern.compile("\"prompt_tokens\":(\\d+)");
    private static final int WARM_UP = 2_000;
    private static final int IDLE = 500;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI url;

    private ModelLoad(String base) {
        url = URI.create(base + "/v1/chat/completions");
    }

    /** Measures. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException, ExecutionException, IOException {
        ModelLoad load = new ModelLoad(arguments.length > 0 ? arguments[0] : "http://127.0.0.1:8085");
        int concurrent = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        load.many(concurrent, Math.ceilDiv(WARM_UP, concurrent));
        long[] times = new long[IDLE];
        for (int i = 0; i < IDLE; i++) {
            long begin = System.nanoTime();
            load.ask(i);
            times[i] = System.nanoTime() - begin;
        }
        Arrays.sort(times);
        System.out.printf(
                "one at a time: median %.1f ms, p99 %.1f ms%n", times[IDLE / 2] / 1e6, times[IDLE * 99 / 100] / 1e6);
        long begin = System.nanoTime();
        int[] tokens = load.many(concurrent, rounds);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%d at once: %d requests in %.1f s, %.0f sampled tokens/s, %.0f prompt tokens/s%n",
                concurrent, concurrent * rounds, seconds, tokens[0] / seconds, tokens[1] / seconds);
    }

    private int[] many(int concurrent, int rounds) throws InterruptedException, ExecutionException {
        int[] sum = new int[2];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<int[]>> callers = new ArrayList<>();
            for (int i = 0; i < concurrent; i++) {
                int caller = i;
                callers.add(threads.submit(() -> {
                    int[] own = new int[2];
                    for (int round = 0; round < rounds; round++) {
                        int[] one = ask(caller * 1_000 + round);
                        own[0] += one[0];
                        own[1] += one[1];
                    }
                    return own;
                }));
            }
            for (Future<int[]> caller : callers) {
                sum[0] += caller.get()[0];
                sum[1] += caller.get()[1];
            }
        }
        return sum;
    }

    private int[] ask(int number) throws IOException, InterruptedException {
        String body = """
                {"model":"micro-base","seed":%d,"max_tokens":60,"messages":[{"role":"user",\
                "content":"Hana has %d shells. Finds %d more. Then has 3 times as many. How many are there now?"}]}""".formatted(number, number % 90 + 10, number % 40 + 2);
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return new int[] {number(COMPLETION, response.body()), number(PROMPT, response.body())};
    }

    private static int number(Pattern pattern, String body) throws IOException {
        Matcher matcher = pattern.matcher(body);
        if (!matcher.find()) {
            throw new IOException("no usage in " + body);
        }
        return Integer.parseInt(matcher.group(1));
    }
}
