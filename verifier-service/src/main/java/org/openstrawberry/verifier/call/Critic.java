package org.openstrawberry.verifier.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
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

/** Asks the critic model about a window. */
public final class Critic {
    private static final Logger LOG = Logger.getLogger(Critic.class);

    /** Why there was nothing to ask about. */
    static final String NOTHING_TO_CHECK = "NOTHING_TO_CHECK";

    /** Why a call failed inside this service. */
    static final String INTERNAL_ERROR = "INTERNAL_ERROR";

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
     * Asks and waits.
     *
     * @throws ModelCallException if a limit or an open circuit holds the call back; the critique is to be made later
     */
    public CriticAnswer criticise(ClaimedCritique critique, RunVerifier run, CritiqueMaterial material) {
        long start = nanoTime.getAsLong();
        if (material.window().isEmpty()) {
            return new End(
                    ends.failed(critique, NOTHING_TO_CHECK, "The window has no answered turn.", Duration.ZERO, false));
        }
        try {
            ModelCall call = call(critique, run, material);
            return new End(ends.replied(critique, models.apply(call.model()).call(call), run.price()));
        } catch (ModelCallException e) {
            if (e.heldBack()) {
                throw e;
            }
            return failed(critique, run, e, since(start));
        } catch (ModelRejectedException e) {
            String code = ModelCallException.Code.UNKNOWN_MODEL.name();
            return new End(ends.failed(critique, code, e.getMessage(), since(start), false));
        } catch (RuntimeException e) {
            LOG.errorf(e, "the call of critique %s failed", critique.claim());
            // The message of an exception that nobody expected may hold anything, so it is for the log only.
            String detail = e.getClass().getName() + "; the log of the verifier tells more.";
            return new End(ends.failed(critique, INTERNAL_ERROR, detail, since(start), true));
        }
    }

    /** A call that used up its time is not made again, whatever it cost. */
    private CriticAnswer failed(ClaimedCritique critique, RunVerifier run, ModelCallException e, Duration elapsed) {
        if (e.code() == ModelCallException.Code.INTERRUPTED) {
            return new BrokenOff(e.possiblyBilled());
        }
        boolean unsure = e.possiblyBilled() && e.retryable() && elapsed.compareTo(run.callTimeout()) < 0;
        Usage usage = e.usage();
        Price price = run.price();
        BigDecimal cost = price == null || usage.equals(Usage.UNKNOWN) ? null : price.costOf(usage);
        return unsure && repeated.another(critique.failures())
                ? new Again(repeated.delayAfter(critique.failures()), usage, cost)
                : new End(ends.failed(
                        critique, e.code().name(), e.getMessage(), elapsed, e.possiblyBilled(), usage, cost));
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

    private ModelCall call(ClaimedCritique critique, RunVerifier run, CritiqueMaterial material) {
        List<Message> messages = prompt.ask(material.problem(), material.window(), boundary(critique));
        Sampling sampling = Sampling.of(
                        run.verifier().temperature(), run.verifier().replyTokens())
                .withSeed(new SplittableRandom(critique.traceSeed() ^ critique.afterTurn()).nextInt(Integer.MAX_VALUE));
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

    /** From the critique's id, whose last half is random and known to nobody who wrote a turn. */
    private static String boundary(ClaimedCritique critique) {
        return HexFormat.of().toHexDigits(critique.claim().critiqueId().getLeastSignificantBits(), 12);
    }

    private Duration since(long start) {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }
}
