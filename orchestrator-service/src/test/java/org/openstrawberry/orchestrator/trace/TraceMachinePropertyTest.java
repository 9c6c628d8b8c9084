package org.openstrawberry.orchestrator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.openstrawberry.contracts.EndReason;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.orchestrator.trace.Command.Finish;
import org.openstrawberry.orchestrator.trace.Command.RequestTurn;
import org.openstrawberry.orchestrator.trace.TraceState.Finished;

/** Drives traces with events at random, repeated and out of order, restarting from the stored state at each step. */
class TraceMachinePropertyTest {

    enum Kind {
        PROGRESS,
        REDELIVER,
        REAP,
        CONFUSE,
        SPEND_BUDGET,
        LOSE_CRITIC,
        CANCEL
    }

    /**
     * One thing that happens.
     *
     * @param choice which event is redelivered, or how far off a confusing one is
     */
    record Happening(Kind kind, int choice) {}

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void shouldAlwaysWaitForOneThingOrHaveEndedForOneReason(
            @ForAll("policies") TracePolicy policy, @ForAll long seed, @ForAll("anything") List<Happening> happenings) {
        // given
        TraceWorld world = new TraceWorld(TraceFixtures.script(policy, seed), seed);

        // when
        happenings.forEach(happening -> apply(world, happening));
        boolean endedEarly = world.state() instanceof Finished;
        finish(world, policy);

        // then
        assertThat(world.state()).isInstanceOfSatisfying(Finished.class, end -> {
            assertThat(world.ends()).hasSize(1);
            assertThat(world.ends().getFirst().reason()).isEqualTo(end.reason());
            assertThat(end.turnCount()).isLessThanOrEqualTo(world.turns().size());
            assertThat(end.verdict().isPresent()).isEqualTo(end.reason() == EndReason.FINAL_ANSWER);
            if (!endedEarly) {
                assertThat(end.reason()).isNotEqualTo(EndReason.CANCELLED);
            }
        });
        assertCapsAndSchedule(world.turns(), policy);
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void shouldTakeTheSameCourseHoweverOftenAndLateEventsArrive(
            @ForAll("policies") TracePolicy policy, @ForAll long seed, @ForAll("noise") List<Happening> noise) {
        // given
        TraceScript script = TraceFixtures.script(policy, seed);
        TraceWorld quiet = new TraceWorld(script, seed);
        finish(quiet, policy);

        // when
        TraceWorld noisy = new TraceWorld(script, seed);
        noise.forEach(happening -> apply(noisy, happening));
        finish(noisy, policy);
        noise.forEach(happening -> apply(noisy, happening));

        // then
        assertThat(noisy.turns()).isEqualTo(quiet.turns());
        assertThat(noisy.state()).isEqualTo(quiet.state());
        assertThat(noisy.ends()).isEqualTo(quiet.ends());
    }

    private static void apply(TraceWorld world, Happening happening) {
        switch (happening.kind) {
            case PROGRESS -> world.progress();
            case REDELIVER -> world.redeliver(happening.choice);
            case REAP -> world.reap();
            case CONFUSE -> world.confuse(happening.choice % 5);
            case SPEND_BUDGET -> world.spendBudget();
            case LOSE_CRITIC -> world.loseCritic();
            case CANCEL -> world.cancel();
        }
    }

    private static void finish(TraceWorld world, TracePolicy policy) {
        int steps = 0;
        while (!(world.state() instanceof Finished)) {
            world.progress();
            steps++;
            assertThat(steps).as("the trace goes round in circles").isLessThanOrEqualTo(2 * policy.maxTurns() + 3);
        }
        Finish end = (Finish) world.state().outstanding().orElseThrow();
        assertThat(world.ends()).containsExactly(end);
    }

    private static void assertCapsAndSchedule(List<RequestTurn> turns, TracePolicy policy) {
        assertThat(turns).hasSizeLessThanOrEqualTo(policy.mode() == RunMode.SINGLE_SHOT ? 1 : policy.maxTurns());
        if (policy.verifier() == VerifierMode.GATE) {
            assertThat(turns.stream().filter(turn -> turn.kind() == TurnKind.FEEDBACK))
                    .hasSizeLessThanOrEqualTo(policy.mostReturns());
        }
        for (int index = 0; index < turns.size(); index++) {
            RequestTurn turn = turns.get(index);
            TurnKind scheduled = policy.scheduledKind(index);
            assertThat(turn.index()).isEqualTo(index);
            assertThat(turn.prompt()).isNotBlank();
            if (turn.kind() == TurnKind.FEEDBACK) {
                assertThat(policy.verifier()).isIn(VerifierMode.FEEDBACK, VerifierMode.GATE);
                assertThat(policy.verifier() == VerifierMode.GATE || scheduled == TurnKind.NEXT)
                        .isTrue();
            } else {
                assertThat(turn.kind()).isEqualTo(scheduled);
            }
        }
    }

    @Provide
    Arbitrary<TracePolicy> policies() {
        Arbitrary<RunMode> modes = Arbitraries.frequency(Tuple.of(9, RunMode.TRACE), Tuple.of(1, RunMode.SINGLE_SHOT));
        Arbitrary<Integer> maxTurns = Arbitraries.integers().between(2, 60);
        Arbitrary<Integer> everys = Arbitraries.integers().between(1, 50);
        Arbitrary<Boolean> anyTurn = Arbitraries.of(true, true, false);
        Arbitrary<Optional<Integer>> budgets =
                Arbitraries.integers().between(1, 60).optional(0.3);
        Arbitrary<VerifierMode> verifiers =
                Arbitraries.of(VerifierMode.OFF, VerifierMode.OBSERVE, VerifierMode.FEEDBACK, VerifierMode.GATE);
        return Combinators.combine(modes, maxTurns, everys, anyTurn, budgets, budgets, budgets, verifiers)
                .as((mode, turns, every, any, tokens, cost, time, verifier) -> new TracePolicy(
                        mode,
                        turns,
                        every,
                        any || every >= turns,
                        tokens.map(turn -> turn * 100L).orElse(null),
                        cost.map(turn -> new BigDecimal(turn).movePointLeft(2)).orElse(null),
                        time.map(Duration::ofSeconds).orElse(null),
                        verifier));
    }

    @Provide
    Arbitrary<List<Happening>> anything() {
        return happenings(Arbitraries.frequency(
                Tuple.of(40, Kind.PROGRESS),
                Tuple.of(30, Kind.REDELIVER),
                Tuple.of(15, Kind.REAP),
                Tuple.of(13, Kind.CONFUSE),
                Tuple.of(1, Kind.SPEND_BUDGET),
                Tuple.of(2, Kind.LOSE_CRITIC),
                Tuple.of(1, Kind.CANCEL)));
    }

    @Provide
    Arbitrary<List<Happening>> noise() {
        return happenings(Arbitraries.of(Kind.PROGRESS, Kind.REDELIVER, Kind.REAP, Kind.CONFUSE));
    }

    private static Arbitrary<List<Happening>> happenings(Arbitrary<Kind> kinds) {
        return Combinators.combine(kinds, Arbitraries.integers())
                .as(Happening::new)
                .list()
                .ofMaxSize(200);
    }
}
