package org.openstrawberry.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.openstrawberry.cli.client.ForecastView;
import org.openstrawberry.cli.client.RunView;
import org.openstrawberry.cli.client.TraceView;
import org.openstrawberry.cli.stack.ComponentStatus;

class ReportsTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    @Test
    void shouldShowTheProgressOfARun() {
        // given
        ProgressLine line = new ProgressLine();

        // when
        String first = line.update(run("RUNNING", 0, 0, Map.of()), START);
        String second = line.update(run("RUNNING", 500, 4000, Map.of()), START.plusSeconds(4));

        // then
        assertThat(first).isEqualTo("[........................] 0/2,000 traces  0.0 turns/s  56.3 % right");
        assertThat(second)
                .isEqualTo("[######..................] 500/2,000 traces  1,000 turns/s  56.3 % right  0:12 left");
    }

    @Test
    void shouldTellTheRateOfTheLastSecondsOnly() {
        // given
        ProgressLine line = new ProgressLine();
        line.update(run("RUNNING", 0, 0, Map.of()), START);
        for (int second = 1; second <= 60; second++) {
            line.update(run("RUNNING", second, second * 10L, Map.of()), START.plusSeconds(second));
        }

        // when nothing moves any more
        String text = "";
        for (int second = 61; second <= 72; second++) {
            text = line.update(run("PAUSED", 60, 600, Map.of()), START.plusSeconds(second));
        }

        // then
        assertThat(text)
                .contains("60/2,000 traces  0.0 turns/s")
                .endsWith("PAUSED")
                .doesNotContain("left");
    }

    @Test
    void shouldReportARun() {
        Map<String, Long> ends = new LinkedHashMap<>();
        ends.put("FINAL_ANSWER", 1990L);
        ends.put("MAX_TURNS", 10L);
        ends.put("CANCELLED", 0L);

        assertThat(RunReport.of(run("FINISHED", 2000, 12345, ends), START.plusSeconds(100)))
                .isEqualTo("""
                        Run r1 "first": FINISHED in 1 min 01 s
                          model      replay:a  SINGLE_SHOT
                          problems   1,000
                          traces     2,000 of 2,000 finished
                          turns      12,345  (202 a second)
                          accuracy   56.3 %  (54.1 % to 58.4 % with 95 % confidence)  1,126 right
                          verdicts   CORRECT 1,126  INCORRECT 874
                          ended by   FINAL_ANSWER 1,990  MAX_TURNS 10
                          pass@k     k=1 56.3 %  k=2 70.0 %
                          tokens     input 1,000,000 (cached 200,000, cache-written 3,000)  output 50,000 (reasoning unknown)
                          cost       unknown""");
    }

    @Test
    void shouldCallTokensUnknownOfWhichNothingWasReported() throws Exception {
        // given
        RunView silent = RunView.of(new ObjectMapper().readTree("""
                {"id": "r", "cost": 0, "currency": "USD",
                 "tokens": {"input": null, "cached": null, "cacheWritten": null, "output": null, "unmeteredCalls": 4}}
                """));
        RunView unused = RunView.of(new ObjectMapper().readTree("""
                {"id": "r", "tokens": {"input": 0, "cached": 0, "cacheWritten": 0, "output": 0, "reasoning": 0}}
                """));

        // when / then
        assertThat(RunReport.of(silent, START))
                .contains(
                        "tokens     input unknown (cached unknown, cache-written unknown)  output unknown (reasoning unknown)"
                                + System.lineSeparator() + "  cost       0 USD");
        assertThat(RunReport.of(unused, START))
                .contains("tokens     input 0 (cached 0, cache-written 0)  output 0 (reasoning 0)");
    }

    @Test
    void shouldSayOfSumsThatTheyAreLowerBounds() throws Exception {
        // given
        RunView run = RunView.of(new ObjectMapper().readTree("""
                {"id": "r", "cost": 0.5, "currency": "USD",
                 "tokens": {"input": 10, "output": 5, "calls": 9, "unmeteredCalls": 2}}
                """));

        // when / then
        assertThat(RunReport.of(run, START))
                .contains("(reasoning unknown)  and those of 2 calls of which the provider told nothing")
                .contains("cost       at least 0.5");
    }

    @Test
    void shouldReportCostAndBudgetExactly() throws Exception {
        // given
        RunView run = RunView.of(new ObjectMapper()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree("""
                {"id": "r", "status": "FINISHED", "cost": 0.0000001234, "currency": "USD",
                 "budget": {"tokens": {"cap": 5000, "spent": 4321}, "cost": {"cap": 1.5, "spent": 0.0000001234},
                            "stopped": "TOKEN_BUDGET"}}
                """));

        // when / then
        assertThat(RunReport.isSuccess(run)).isFalse();
        assertThat(RunReport.of(run, START))
                .contains("cost       0.0000001234 USD")
                .contains("budget     4,321 of 5,000 tokens spent  0.0000001234 of 1.5 USD spent  stopped for it");
    }

    @Test
    void shouldTellAForecastInOneLine() throws Exception {
        // given
        String forecast = """
                {"calls": {"low": 6, "high": 300}, "tokens": {"low": 1000, "high": 1000},
                 "cost": {"low": 0.00123, "high": 4.56781}, "currency": "USD"}
                """;

        // when / then
        assertThat(ForecastLine.of(ForecastView.of(new ObjectMapper().readTree(forecast))))
                .isEqualTo("Forecast: 6 to 300 calls, 1,000 tokens, cost 0.0012 to 4.5679 USD");
        assertThat(ForecastLine.of(ForecastView.of(new ObjectMapper().readTree("{\"cost\": null}"))))
                .isEqualTo("Forecast: 0 calls, 0 tokens, cost unknown");
    }

    @Test
    void shouldCallARunASuccessOnlyWhenAllTracesEndedByThemselves() {
        assertThat(RunReport.isSuccess(run("FINISHED", 2000, 1, Map.of("FINAL_ANSWER", 2000L))))
                .isTrue();
        assertThat(RunReport.isSuccess(run("FINISHED", 2000, 1, Map.of("PROVIDER_ERROR", 1L))))
                .isFalse();
        assertThat(RunReport.isSuccess(run("FINISHED", 2000, 1, Map.of("POISONED", 1L))))
                .isFalse();
        assertThat(RunReport.isSuccess(run("FINISHED", 1999, 1, Map.of()))).isFalse();
        assertThat(RunReport.isSuccess(run("CANCELLED", 2000, 1, Map.of()))).isFalse();
    }

    @Test
    void shouldPrintEachStepOnceAndInOrder() {
        // given
        TracePrinter printer = new TracePrinter();
        TraceView.TurnView first = turn(0, "Look at\n it", "COMPLETED");

        // when, then
        assertThat(printer.newSteps(trace(List.of(turn(0, "", "RUNNING")), "", "")))
                .isEmpty();
        assertThat(printer.newSteps(trace(List.of(first, turn(1, "", "RUNNING")), "", "")))
                .containsExactly("  1  Look at it  (1.5 s)");
        assertThat(printer.newSteps(trace(List.of(first, turn(1, "", "COMPLETED")), "", "")))
                .containsExactly("  2  NEXT  (1.5 s)");
        assertThat(printer.newSteps(trace(List.of(first, turn(1, "", "COMPLETED")), "", "")))
                .isEmpty();
    }

    @Test
    void shouldTellWhichErrorsEndedTraces() {
        assertThat(RunReport.of(run("FINISHED", 2000, 1, Map.of("PROVIDER_ERROR", 5L)), START.plusSeconds(61)))
                .contains("failed by  NO_RECORDING 5");
    }

    @Test
    void shouldTellTheEndOfATrace() {
        assertThat(TracePrinter.end(trace(List.of(), "42", "CORRECT")))
                .isEqualTo("Answer: 42\nVerdict: CORRECT  by rule NUMBER\n  equal numbers");
        assertThat(TracePrinter.end(trace(List.of(turn(0, "", "FAILED")), "", "")))
                .isEqualTo("No answer; the trace ended by MAX_TURNS.\n"
                        + "  turn 1: FAILED, UNKNOWN_MODEL: HTTP 404 from vllm: no such model\n  trace t");
    }

    @Test
    void shouldTellRightFromWrong() {
        assertThat(TracePrinter.isSuccess(trace(List.of(), "42", "CORRECT"), true))
                .isTrue();
        assertThat(TracePrinter.isSuccess(trace(List.of(), "42", "INCORRECT"), true))
                .isFalse();
        assertThat(TracePrinter.isSuccess(trace(List.of(), "42", "UNDECIDED"), true))
                .isFalse();
        assertThat(TracePrinter.isSuccess(trace(List.of(), "42", ""), false)).isTrue();
        assertThat(TracePrinter.isSuccess(trace(List.of(), "", ""), false)).isFalse();
    }

    @Test
    void shouldListComponents() {
        assertThat(StatusTable.of(List.of(
                        new ComponentStatus(
                                "kafka",
                                9092,
                                ComponentStatus.State.READY,
                                OptionalLong.of(17),
                                Optional.of(Duration.ofMinutes(61))),
                        new ComponentStatus(
                                "judge", 8083, ComponentStatus.State.DIED, OptionalLong.empty(), Optional.empty()))))
                .isEqualTo("""
                        COMPONENT        PORT      PID  STATE      SINCE
                        kafka            9092       17  ready      1 h 01 min
                        judge            8083        -  died""");
    }

    private static RunView run(String status, long finished, long turns, Map<String, Long> endReasons) {
        Map<String, Long> verdicts = new LinkedHashMap<>();
        verdicts.put("CORRECT", 1126L);
        verdicts.put("INCORRECT", 874L);
        Map<String, Double> passAtK = new LinkedHashMap<>();
        passAtK.put("1", 0.563);
        passAtK.put("2", 0.7);
        return new RunView(
                "r1",
                "first",
                "replay:a",
                "SINGLE_SHOT",
                status,
                1000,
                2000,
                finished,
                turns,
                endReasons,
                endReasons.containsKey("PROVIDER_ERROR") ? Map.of("NO_RECORDING", 5L) : Map.of(),
                verdicts,
                Optional.of(new RunView.Accuracy(0.563, OptionalDouble.of(0.541), OptionalDouble.of(0.584))),
                passAtK,
                new RunView.Tokens(
                        OptionalLong.of(1_000_000),
                        OptionalLong.of(200_000),
                        OptionalLong.of(3_000),
                        OptionalLong.of(50_000),
                        OptionalLong.empty(),
                        0),
                Optional.empty(),
                "USD",
                Optional.empty(),
                "OFF",
                Optional.of(START),
                status.equals("FINISHED") ? Optional.of(START.plusSeconds(61)) : Optional.empty());
    }

    private static TraceView trace(List<TraceView.TurnView> turns, String answer, String outcome) {
        return new TraceView(
                "t",
                "r",
                "",
                "",
                "FINISHED",
                "MAX_TURNS",
                answer,
                outcome,
                "NUMBER",
                "equal numbers",
                turns,
                List.of());
    }

    private static TraceView.TurnView turn(int index, String title, String status) {
        boolean failed = status.equals("FAILED");
        return new TraceView.TurnView(
                index,
                "NEXT",
                title,
                status,
                "",
                Duration.ofMillis(1500),
                failed ? "UNKNOWN_MODEL" : "",
                failed ? "HTTP 404 from vllm:\n no such model" : "");
    }

    @Test
    void shouldShowCritiquesBesideTheirTurnsOnceEach() {
        // given
        TracePrinter printer = new TracePrinter();
        List<TraceView.CritiqueView> critiques = List.of(
                new TraceView.CritiqueView(
                        0, 1, 1, "FAIL", OptionalDouble.of(0.2), OptionalLong.of(1), "7 + 5\n is 12.", ""),
                new TraceView.CritiqueView(
                        0, 2, 2, "UNKNOWN", OptionalDouble.empty(), OptionalLong.empty(), "", "REPLY_NO_VERDICT"),
                new TraceView.CritiqueView(0, 2, 9, "", OptionalDouble.empty(), OptionalLong.empty(), "", ""));
        TraceView trace = new TraceView(
                "t",
                "r",
                "",
                "",
                "AWAITING_TURN",
                "",
                "",
                "",
                "",
                "",
                List.of(turn(0, "a", "COMPLETED"), turn(1, "b", "COMPLETED"), turn(2, "c", "COMPLETED")),
                critiques);

        // when
        printer.newSteps(trace);

        // then
        assertThat(printer.newCritiques(trace))
                .containsExactly(
                        "     critic: FAIL 0.20, steps 1 to 2, first wrong 2: 7 + 5 is 12.",
                        "     critic: UNKNOWN, steps 1 to 3: REPLY_NO_VERDICT");
        assertThat(printer.newCritiques(trace)).isEmpty();
    }
}
