package org.openstrawberry.generator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TurnKind;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.generator.conversation.History;
import org.openstrawberry.generator.conversation.Ingredients;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.store.run.RunSettings;
import org.openstrawberry.store.run.RunSettings.Limits;
import org.openstrawberry.store.run.RunSettings.Prices;
import org.openstrawberry.store.run.RunSettings.Prompts;
import org.openstrawberry.store.run.RunSettings.SingleShotStyle;
import org.openstrawberry.store.run.RunSettings.Verifier;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.Exchange;
import org.openstrawberry.store.turn.TurnClaim;

/** Turns and settings to test with. */
public final class SampleTurns {
    public static final UUID RUN = UUID.fromString("00000000-0000-7000-8000-000000000001");
    public static final UUID PROBLEM = UUID.fromString("00000000-0000-7000-8000-000000000002");

    private SampleTurns() {}

    public static ClaimedTurn turn() {
        return turn(UUID.randomUUID(), 0, null);
    }

    public static ClaimedTurn turn(UUID traceId, int index, @Nullable String systemPromptId) {
        return turn(traceId, index, systemPromptId, "vllm:tiny");
    }

    public static ClaimedTurn turn(UUID traceId, int index, @Nullable String systemPromptId, String model) {
        return new ClaimedTurn(
                new TurnClaim(UUID.randomUUID(), 1),
                traceId,
                RUN,
                PROBLEM,
                3,
                42,
                systemPromptId,
                model,
                index,
                index == 0 ? TurnKind.PROBLEM : TurnKind.NEXT,
                "prompt " + index,
                Duration.ofMillis(7),
                0,
                1,
                false);
    }

    public static List<ClaimedTurn> turns(int count) {
        return IntStream.range(0, count).mapToObj(_ -> turn()).toList();
    }

    /** Turns for whose calls a budget has set aside what they can use. */
    public static List<ClaimedTurn> reservedTurns(int count) {
        return IntStream.range(0, count).mapToObj(_ -> with(turn(), 0, true)).toList();
    }

    public static Exchange exchange(int index) {
        return new Exchange(index, "prompt " + index, "reply " + index);
    }

    public static History history(int turns) {
        return new History(
                turns, IntStream.range(0, turns).mapToObj(SampleTurns::exchange).toList());
    }

    public static Ingredients ingredients() {
        return new Ingredients(settings(60), null, History.EMPTY);
    }

    /** 1 in, 0.5 from the cache, 2 out, for a million each. */
    public static Price price() {
        return new Price(new BigDecimal(1), new BigDecimal("0.5"), new BigDecimal(1), new BigDecimal(2));
    }

    /** A turn that has failed so often in a way that may have been charged for. */
    public static ClaimedTurn failedBefore(int failures) {
        return with(turn(), failures, false);
    }

    private static ClaimedTurn with(ClaimedTurn turn, int failures, boolean reserved) {
        return new ClaimedTurn(
                turn.claim(),
                turn.traceId(),
                turn.runId(),
                turn.problemId(),
                turn.sample(),
                turn.traceSeed(),
                turn.systemPromptId(),
                turn.model(),
                turn.index(),
                turn.kind(),
                turn.prompt(),
                turn.waited(),
                failures,
                turn.call(),
                reserved);
    }

    public static RunSettings settings(int turnTimeoutSeconds) {
        return new RunSettings(
                0.7,
                null,
                512,
                1,
                20,
                9,
                true,
                64,
                turnTimeoutSeconds,
                new Prompts(SingleShotStyle.ZERO_SHOT, null, List.of(), null),
                new Limits(null, null, null, null),
                new Verifier(VerifierMode.OFF, null, 0, 3, 3, null),
                new Prices("test", "USD", price(), price()));
    }
}
