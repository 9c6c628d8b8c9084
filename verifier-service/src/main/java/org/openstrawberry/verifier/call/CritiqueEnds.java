package org.openstrawberry.verifier.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.CritiqueOutcome;
import org.openstrawberry.contracts.TurnStatus;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.store.SafeText;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.critique.CritiqueCompletion;
import org.openstrawberry.store.critique.CritiqueVote;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.verifier.reply.CriticReply;
import org.openstrawberry.verifier.reply.CriticReplyParser;
import org.openstrawberry.verifier.vote.Majority;
import org.openstrawberry.verifier.vote.Vote;

/** Writes down how a critique ended. */
final class CritiqueEnds {
    private static final int MAXIMUM_TEXT = 8_192;
    private static final int MAXIMUM_DETAIL = 2_000;

    private final int maximumReply;

    /** Replies longer than that are not read; their beginning is kept. */
    CritiqueEnds(int maximumReply) {
        this.maximumReply = maximumReply;
    }

    /** The critic replied; what it said may still be unreadable, and then the outcome is UNKNOWN. */
    Vote voted(ClaimedCritique critique, ModelReply reply, @Nullable Price price) {
        CriticReply said = CriticReplyParser.parse(reply.text(), critique.window(), maximumReply);
        return new Vote(
                said,
                SafeText.of(reply.text(), maximumReply),
                Optional.ofNullable(said.flaw()).map(flaw -> "REPLY_" + flaw).orElse(null),
                reply.usage(),
                price == null ? null : price.costOf(reply.usage()),
                reply.latency());
    }

    /** The critics have spoken; what they said one by one is kept where several were asked. */
    CritiqueCompletion decided(ClaimedCritique critique, Majority majority, boolean several) {
        Vote speaker = majority.speaker();
        return new CritiqueCompletion(
                critique.claim(),
                TurnStatus.COMPLETED,
                majority.outcome(),
                majority.score(),
                majority.firstWrongTurn(),
                text(speaker.said().text()),
                speaker.rawReply(),
                majority.usage(),
                majority.cost(),
                true,
                majority.latency().toMillis(),
                majority.error(),
                null,
                several ? majority.votes().stream().map(CritiqueEnds::stored).toList() : List.of(),
                majority.scores());
    }

    private static CritiqueVote stored(Vote vote) {
        CriticReply said = vote.said();
        return new CritiqueVote(said.outcome(), said.score(), said.firstWrongTurn(), text(said.text()), vote.error());
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null ? null : SafeText.of(text, MAXIMUM_TEXT);
    }

    /** There is no reply, and nothing was reported; the provider may have charged for the call all the same. */
    CritiqueCompletion failed(
            ClaimedCritique critique, String errorCode, String detail, Duration elapsed, boolean charged) {
        return failed(critique, errorCode, detail, elapsed, charged, Usage.UNKNOWN, null);
    }

    /**
     * There is no reply.
     *
     * @param charged whether the provider may have charged for the call all the same
     * @param usage what it reported
     * @param cost null when unknown
     */
    CritiqueCompletion failed(
            ClaimedCritique critique,
            String errorCode,
            String detail,
            Duration elapsed,
            boolean charged,
            Usage usage,
            @Nullable BigDecimal cost) {
        return new CritiqueCompletion(
                critique.claim(),
                TurnStatus.FAILED,
                CritiqueOutcome.UNKNOWN,
                null,
                null,
                null,
                null,
                usage,
                cost,
                charged,
                elapsed.toMillis(),
                errorCode,
                SafeText.of(detail, MAXIMUM_DETAIL));
    }
}
