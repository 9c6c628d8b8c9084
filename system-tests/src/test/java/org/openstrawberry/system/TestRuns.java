package org.openstrawberry.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs over sums, as a user's program would start and watch them. */
final class TestRuns {
    private final RestClient rest;

    TestRuns(RestClient rest) {
        this.rest = rest;
    }

    /**
     * Starts a run of so many problems.
     *
     * @param settings further fields of the request, as JSON without its braces
     * @return the run's id
     */
    String start(String name, int problems, String model, String settings) throws Exception {
        String problemSet =
                rest.post("/api/problem-sets", sums(name, problems)).get("id").asText();
        return rest.post("/api/runs", """
                        {"problemSet":"%s","model":"%s","mode":"TRACE",%s}
                        """.formatted(problemSet, model, settings))
                .get("id")
                .asText();
    }

    JsonNode report(String run) throws InterruptedException {
        return rest.get("/api/runs/" + run).orElseThrow();
    }

    /** Gives the run another cap on its cost. */
    void capCost(String run, String cost) throws Exception {
        rest.post("/api/runs/" + run + "/budget", "{\"cost\":" + cost + "}");
    }

    void cancel(String run) throws Exception {
        rest.post("/api/runs/" + run + "/cancel", "");
    }

    boolean isFinished(String run) throws InterruptedException {
        return rest.get("/api/runs/" + run)
                .map(report -> Set.of("FINISHED", "CANCELLED")
                                .contains(report.get("status").asText())
                        && !report.get("finishedAt").isNull())
                .orElse(false);
    }

    private static String sums(String name, int problems) {
        String list = IntStream.range(0, problems)
                .mapToObj(i -> "{\"prompt\":\"What is %d + %d?\",\"groundTruth\":\"%d\",\"answerType\":\"NUMBER\"}"
                        .formatted(i + 11, 3 * i + 7, 4 * i + 18))
                .collect(Collectors.joining(","));
        return "{\"name\":\"%s\",\"problems\":[%s]}".formatted(name, list);
    }
}
