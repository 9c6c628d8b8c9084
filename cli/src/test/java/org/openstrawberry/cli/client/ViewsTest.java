package org.openstrawberry.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {
    @Test
    void shouldReadARun() throws JsonProcessingException {
        RunView run = RunView.of(Json.parse("""
                {"id": "r1", "status": "RUNNING", "problems": 2, "traces": {"total": 4, "finished": 3}, "turns": 17,
                 "endReasons": {"FINAL_ANSWER": 2, "MAX_TURNS": 1}, "verdicts": {"CORRECT": 1, "INCORRECT": 1},
                 "accuracy": {"value": 0.25, "low": 0.1, "high": null}, "passAtK": {"1": 0.25, "2": 0.5},
                 "tokens": {"input": 100, "cached": 20, "cacheWritten": 7, "output": 50, "reasoning": null,
                            "unmeteredCalls": 3}, "cost": null,
                 "startedAt": "2026-01-01T10:00:00Z", "somethingNew": {"a": []}}
                """));

        assertThat(run.traces()).isEqualTo(4);
        assertThat(run.finished()).isEqualTo(3);
        assertThat(run.endReasons()).containsExactly(entry("FINAL_ANSWER", 2L), entry("MAX_TURNS", 1L));
        assertThat(run.accuracy()).hasValueSatisfying(accuracy -> {
            assertThat(accuracy.value()).isEqualTo(0.25);
            assertThat(accuracy.low()).hasValue(0.1);
            assertThat(accuracy.high()).isEmpty();
        });
        assertThat(run.passAtK()).containsExactly(entry("1", 0.25), entry("2", 0.5));
        assertThat(run.tokens())
                .isEqualTo(new RunView.Tokens(
                        OptionalLong.of(100),
                        OptionalLong.of(20),
                        OptionalLong.of(7),
                        OptionalLong.of(50),
                        OptionalLong.empty(),
                        3));
        assertThat(run.cost()).isEmpty();
        assertThat(run.duration(Instant.parse("2026-01-01T10:00:30Z"))).contains(Duration.ofSeconds(30));
        assertThat(run.isOver()).isFalse();
    }

    @Test
    void shouldReadARunOfWhichLittleIsKnown() throws JsonProcessingException {
        RunView run = RunView.of(Json.parse("{\"id\": \"r1\", \"status\": \"QUEUED\", \"startedAt\": \"yesterday\"}"));

        assertThat(run.traces()).isZero();
        assertThat(run.accuracy()).isEmpty();
        assertThat(run.startedAt()).isEmpty();
        assertThat(run.duration(Instant.now())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, false",
        "RUNNING, false",
        "PAUSED, false",
        "FINISHED, true",
        "CANCELLED, true",
        "FAILED, true",
        "NEW, false"
    })
    void shouldKnowWhenARunIsOver(String status, boolean over) throws JsonProcessingException {
        assertThat(RunView.of(Json.parse("{\"status\": \"" + status + "\"}")).isOver())
                .isEqualTo(over);
    }

    @Test
    void shouldReadATrace() throws JsonProcessingException {
        TraceView trace = TraceView.of(Json.parse("""
                {"id": "t", "run": "r", "problem": {"id": "p", "prompt": "1+1", "groundTruth": "2"}, "state": "FINISHED",
                 "endReason": "FINAL_ANSWER", "answer": "2", "verdict": {"outcome": "CORRECT", "rule": "NUMBER"},
                 "turns": [{"index": 0, "kind": "PROBLEM", "title": "Add", "status": "COMPLETED", "latencyMs": 1500}]}
                """));

        assertThat(trace.isOver()).isTrue();
        assertThat(trace.groundTruth()).isEqualTo("2");
        assertThat(trace.outcome()).isEqualTo("CORRECT");
        assertThat(trace.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.isCompleted()).isTrue();
            assertThat(turn.latency()).isEqualTo(Duration.ofMillis(1500));
        });
    }

    @Test
    void shouldReadATraceWithoutAVerdict() throws JsonProcessingException {
        TraceView trace = TraceView.of(Json.parse("{\"id\": \"t\", \"state\": \"AWAITING_TURN\", \"verdict\": null}"));

        assertThat(trace.isOver()).isFalse();
        assertThat(trace.outcome()).isEmpty();
        assertThat(trace.turns()).isEmpty();
    }

    @Test
    void shouldReadAnImport() throws JsonProcessingException {
        ProblemSetView set = ProblemSetView.of(Json.parse("""
                {"id": "s", "name": "gsm8k", "version": 3, "problems": 10, "rejected": [{"line": 4, "reason": "no answer"}]}
                """));

        assertThat(set.version()).isEqualTo("3");
        assertThat(set.rejected()).containsExactly(new ProblemSetView.Rejection(4, "no answer"));
    }
}
