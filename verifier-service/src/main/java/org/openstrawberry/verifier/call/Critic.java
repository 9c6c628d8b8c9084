package org.openstrawberry.verifier.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.llm.CallContext;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.Message;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelRejectedException;
import org.openstrawberry.llm.Sampling;
import org.openstrawberry.llm.retry.RepeatedCalls;
import org.openstrawberry.store.critique.ClaimedCritique;
import org.openstrawberry.store.critique.CritiqueCompletion;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.verifier.call.CriticAnswer.Again;
import org.openstrawberry.verifier.call.CriticAnswer.BrokenOff;
import org.openstrawberry.verifier.call.CriticAnswer.End;
import org.openstrawberry.verifier.prompt.CriticPrompt;
import org.openstrawberry.verifier.schedule.RunVerifier;
import org.openstrawberry.verifier.vote.Ballot;
import org.openstrawberry.verifier.vote.Vote;

/** Asks the critic model about a window. */
public final class Critic {
    private static final Logger LOG = Logger.getLogger(Critic.class);

    /** Why there was nothing to ask about. */
    static final String NOTHING_TO_CHECK = "NOTHING_TO_CHECK";

    /** Why a call failed inside this service. */
    static final String INTERNAL_ERROR = "INTERNAL_ERROR";

    private static final Usage NOTHING = new Usage(0, 0, 0, 0, 0);

    private final CriticPrompt prompt;
    private final Function<ModelName, LanguageModel> models;
    private final RepeatedCalls repeated;
    private final CritiqueEnds ends;
    private final LongSupplier nanoTime;

    /**
     * A critic that asks in these words.
     *
     * @param models the model of a name, or {@link ModelCallException}
     * @param maximumReply longest reply that is read, in characters
     * @param nanoTime as {@link System#nanoTime}
     */
    public Critic(
            CriticPrompt prompt,
            Function<ModelName, LanguageModel> models,
            RepeatedCalls repeated,
            int maximumReply,
            LongSupplier nanoTime) {
        this.prompt = prompt;
        this.models = models;
        this.repeated = repeated;
        this.ends = new CritiqueEnds(maximumReply);
        this.nanoTime = nanoTime;
    }

    /**
     * Asks as many critics as it takes, one after another, and waits. A call that fails while nothing is paid for fails the
     * critique, or has it made again; later it is a vote that says nothing.
     *
     * @throws ModelCallException if a limit or an open circuit holds the call back; the critique is to be made later
     */
    public CriticAnswer criticise(ClaimedCritique critique, RunVerifier run, CritiqueMaterial material) {
        if (material.window().isEmpty()) {
            return new End(
                    ends.failed(critique, NOTHING_TO_CHECK, "The window has no answered turn.", Duration.ZERO, false));
        }
        int voters = run.verifier().voters();
        Ballot ballot = new Ballot(voters);
        while (!ballot.isDecided()) {
            Optional<CriticAnswer> broken = ask(critique, run, material, ballot);
            if (broken.isPresent()) {
                return broken.get();
            }
        }
        return new End(ends.decided(critique, ballot.result(), voters > 1));
    }

    /** Asks another critic; what comes back instead of a vote ends the asking. */
    private Optional<CriticAnswer> ask(
            ClaimedCritique critique, RunVerifier run, CritiqueMaterial material, Ballot ballot) {
        long start = nanoTime.getAsLong();
        try {
            ModelCall call = call(critique, run, material, ballot.size());
            ballot.add(ends.voted(critique, models.apply(call.model()).call(call), run.price()));
            return Optional.empty();
        } catch (ModelCallException e) {
            if (ballot.size() == 0) {
                if (e.heldBack()) {
                    throw e;
                }
                return Optional.of(failed(critique, run, e, since(start)));
            }
            if (e.code() == ModelCallException.Code.INTERRUPTED) {
                return Optional.of(new BrokenOff(true));
            }
            ballot.add(silent(run, e, since(start)));
            return Optional.empty();
        } catch (ModelRejectedException e) {
            String code = ModelCallException.Code.UNKNOWN_MODEL.name();
            return Optional.of(new End(ends.failed(critique, code, e.getMessage(), since(start), false)));
        } catch (RuntimeException e) {
            LOG.errorf(e, "the call of critique %s failed", critique.claim());
            // The message of an exception that nobody expected may hold anything, so it is for the log only.
            String detail = e.getClass().getName() + "; the log of the verifier tells more.";
            return Optional.of(new End(ends.failed(critique, INTERNAL_ERROR, detail, since(start), true)));
        }
    }

    /** A call that used up its time is not made again, whatever it cost. */
    private CriticAnswer failed(ClaimedCritique critique, RunVerifier run, ModelCallException e, Duration elapsed) {
        if (e.code() == ModelCallException.Code.INTERRUPTED) {
            return new BrokenOff(e.possiblyBilled());
        }
        boolean unsure = e.possiblyBilled() && e.retryable() && elapsed.compareTo(run.callTimeout()) < 0;
        Usage usage = e.usage();
        BigDecimal cost = cost(run, usage);
        return unsure && repeated.another(critique.failures())
                ? new Again(repeated.delayAfter(critique.failures()), usage, cost)
                : new End(ends.failed(
                        critique, e.code().name(), e.getMessage(), elapsed, e.possiblyBilled(), usage, cost));
    }

    /** A vote that was not given. One that cost nothing for sure leaves the others' sums known. */
    private static Vote silent(RunVerifier run, ModelCallException e, Duration elapsed) {
        Usage usage = e.possiblyBilled() ? e.usage() : NOTHING;
        return Vote.failed(e.code().name(), usage, cost(run, usage), elapsed);
    }

    private static @Nullable BigDecimal cost(RunVerifier run, Usage usage) {
        Price price = run.price();
        return price == null || usage.equals(Usage.UNKNOWN) ? null : price.costOf(usage);
    }

    /**
     * The end of a critique whose call took longer than it may.
     *
     * @param charged whether the provider may have charged for it
     */
    public CritiqueCompletion overdue(ClaimedCritique critique, Duration limit, boolean charged) {
        String detail = "No reply within " + limit.toSeconds() + " s, tries included.";
        return ends.failed(critique, ModelCallException.Code.TIMEOUT.name(), detail, limit, charged);
    }

    /** The end of a critique that could not be prepared; no call was made. */
    public CritiqueCompletion unprepared(ClaimedCritique critique, RuntimeException reason) {
        return ends.failed(critique, INTERNAL_ERROR, reason.toString(), Duration.ZERO, false);
    }

    private ModelCall call(ClaimedCritique critique, RunVerifier run, CritiqueMaterial material, int vote) {
        List<Message> messages = prompt.ask(material.problem(), material.window(), boundary(critique));
        Sampling sampling = Sampling.of(
                        run.verifier().temperature(), run.verifier().replyTokens())
                .withSeed(seed(critique, vote));
        UUID conversation = critique.claim().critiqueId();
        // The critique's own id stands for the trace: its conversation is not one of the trace's turns.
        CallContext context = new CallContext(
                critique.runId(),
                conversation,
                critique.afterTurn(),
                critique.problemId(),
                critique.sample(),
                critique.claim().attempt());
        return new ModelCall(ModelName.parse(critique.model()), messages, sampling, context, run.callTimeout());
    }

    private static int seed(ClaimedCritique critique, int vote) {
        return new SplittableRandom(critique.traceSeed() ^ critique.afterTurn())
                .ints(0, Integer.MAX_VALUE)
                .skip(vote)
                .findFirst()
                .orElseThrow();
    }

    /** From the critique's id, whose last half is random and known to nobody who wrote a turn. */
    private static String boundary(ClaimedCritique critique) {
        return HexFormat.of().toHexDigits(critique.claim().critiqueId().getLeastSignificantBits(), 12);
    }

    private Duration since(long start) {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }
}
