package org.openstrawberry.generator.complete;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.contracts.event.EventJson;
import org.openstrawberry.contracts.event.Topic;
import org.openstrawberry.contracts.event.TurnCompleted;
import org.openstrawberry.generator.call.CallOutcome.Ended;
import org.openstrawberry.generator.call.CallOutcome.Failed;
import org.openstrawberry.generator.call.CallOutcome.Replied;
import org.openstrawberry.generator.call.GeneratorError;
import org.openstrawberry.llm.FinishReason;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.reply.ReplyTags;
import org.openstrawberry.store.SafeText;
import org.openstrawberry.store.turn.ClaimedTurn;
import org.openstrawberry.store.turn.TurnCompletion;

/** Writes down how a turn ended: the row and the event that tells of it. */
public final class Completions {
    private static final int MAXIMUM_DETAIL = 2_000;
    private static final int MAXIMUM_NAME = 256;

    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final long maximumReplyBytes;

    /**
     * Completions of this shape.
     *
     * @param ids of events
     * @param maximumReplyBytes the longest reply, in UTF-8
     */
    public Completions(InstantSource clock, Supplier<UUID> ids, long maximumReplyBytes) {
        this.clock = clock;
        this.ids = ids;
        this.maximumReplyBytes = maximumReplyBytes;
    }

    /** The completion of a turn that ended so. */
    public TurnCompletion of(ClaimedTurn turn, Ended outcome) {
        return switch (outcome) {
            case Replied(ModelReply reply, BigDecimal cost) -> replied(turn, reply, cost);
            case Failed failed ->
                write(
                        turn,
                        new End(
                                TurnStatus.FAILED,
                                null,
                                null,
                                null,
                                failed.usage(),
                                failed.cost(),
                                failed.charged(),
                                failed.elapsed().toMillis(),
                                null,
                                failed.errorCode(),
                                SafeText.of(failed.detail(), MAXIMUM_DETAIL)));
        };
    }

    private TurnCompletion replied(ClaimedTurn turn, ModelReply reply, @Nullable BigDecimal cost) {
        if (SafeText.isLongerThan(reply.text(), maximumReplyBytes)) {
            return tooLarge(turn, reply, cost, "The reply is longer than " + maximumReplyBytes + " bytes.");
        }
        String text = SafeText.of(reply.text());
        TurnCompletion completion = write(
                turn,
                new End(
                        TurnStatus.COMPLETED,
                        text,
                        title(turn, text, reply.finishReason()),
                        reply.finishReason().name(),
                        reply.usage(),
                        cost,
                        true,
                        reply.latency().toMillis(),
                        providerModel(reply),
                        null,
                        null));
        // Escaped as JSON and together with its prompt it may still be more than the topic carries.
        int maximumEvent = Topic.TURN_COMPLETED.maximumBytes();
        return SafeText.isLongerThan(completion.eventPayload(), maximumEvent)
                ? tooLarge(
                        turn,
                        reply,
                        cost,
                        "The reply and its prompt are longer than " + maximumEvent + " bytes of JSON.")
                : completion;
    }

    private static String title(ClaimedTurn turn, String text, FinishReason finishReason) {
        String fallback = "Step " + (turn.index() + 1);
        return SafeText.of(ReplyTags.parse(text, finishReason, fallback).title());
    }

    private TurnCompletion tooLarge(ClaimedTurn turn, ModelReply reply, @Nullable BigDecimal cost, String detail) {
        return write(
                turn,
                new End(
                        TurnStatus.FAILED,
                        null,
                        null,
                        reply.finishReason().name(),
                        reply.usage(),
                        cost,
                        true,
                        reply.latency().toMillis(),
                        providerModel(reply),
                        GeneratorError.REPLY_TOO_LARGE.name(),
                        detail));
    }

    private static @Nullable String providerModel(ModelReply reply) {
        String name = reply.providerModel();
        return name == null ? null : SafeText.of(name, MAXIMUM_NAME);
    }

    private record End(
            TurnStatus status,
            @Nullable String reply,
            @Nullable String title,
            @Nullable String finishReason,
            Usage usage,
            @Nullable BigDecimal cost,
            boolean charged,
            long latencyMillis,
            @Nullable String providerModel,
            @Nullable String errorCode,
            @Nullable String errorDetail) {}

    private TurnCompletion write(ClaimedTurn turn, End end) {
        TurnCompleted event = new TurnCompleted(
                turn.runId(),
                turn.traceId(),
                turn.claim().turnId(),
                turn.problemId(),
                turn.sample(),
                turn.index(),
                turn.kind(),
                end.status(),
                turn.call(),
                turn.model(),
                turn.prompt(),
                end.reply(),
                end.title(),
                end.usage(),
                end.cost(),
                end.latencyMillis(),
                end.errorCode(),
                clock.instant());
        return new TurnCompletion(
                turn.claim(),
                end.status(),
                end.reply(),
                end.title(),
                end.finishReason(),
                end.usage(),
                end.cost(),
                end.charged(),
                end.latencyMillis(),
                end.providerModel(),
                end.errorCode(),
                end.errorDetail(),
                ids.get(),
                EventJson.write(event));
    }
}
