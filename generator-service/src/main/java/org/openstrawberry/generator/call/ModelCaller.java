package org.openstrawberry.generator.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.Usage;
import org.openstrawberry.generator.call.CallOutcome.Failed;
import org.openstrawberry.generator.call.CallOutcome.GivenUp;
import org.openstrawberry.generator.call.CallOutcome.Replied;
import org.openstrawberry.generator.call.CallOutcome.Unsure;
import org.openstrawberry.generator.conversation.Ingredients;
import org.openstrawberry.generator.slot.InFlightTurn;
import org.openstrawberry.generator.slot.StopReason;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelRejectedException;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.PauseListener;
import org.openstrawberry.llm.retry.HeldBack;
import org.openstrawberry.store.price.Price;
import org.openstrawberry.store.run.RunSettings;

/** Calls the model for a turn. Whatever happens comes back as an outcome; nothing is thrown. */
public final class ModelCaller {
    private static final Logger LOG = Logger.getLogger(ModelCaller.class);
    private static final String REPLAY = "replay:";

    /** Where models come from. */
    @FunctionalInterface
    public interface Models {
        /**
         * The model of that name.
         *
         * @throws ModelCallException if it cannot be called
         */
        LanguageModel resolve(ModelName name);
    }

    private final Models models;
    private final LongSupplier nanoTime;

    /**
     * A caller of these models.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    public ModelCaller(Models models, LongSupplier nanoTime) {
        this.models = models;
        this.nanoTime = nanoTime;
    }

    /** Calls the model and waits. A reply counts even if the call was given up meanwhile: it is paid for. */
    public CallOutcome call(InFlightTurn turn, Ingredients ingredients) {
        long start = nanoTime.getAsLong();
        Duration timeout = CallBuilder.timeout(ingredients.settings());
        if (!turn.beginCall(start + timeout.toNanos())) {
            return new GivenUp(turn.stopReason().orElseThrow(), false);
        }
        CallOutcome outcome = tryCall(turn, ingredients, start);
        Optional<StopReason> stopReason = turn.endCall();
        if (stopReason.isEmpty() || isPaidFor(outcome)) {
            return outcome;
        }
        return switch (stopReason.get()) {
            case OVERDUE ->
                new Failed(
                        Code.TIMEOUT.name(),
                        "No reply within " + timeout.toSeconds() + " s, retries included.",
                        since(start, turn),
                        mayBeCharged(outcome));
            case UNWANTED, RETURNED, HELD_BACK -> new GivenUp(stopReason.get(), mayBeCharged(outcome));
        };
    }

    /** Whether the provider did what it was asked for, or told what it charges for. */
    private static boolean isPaidFor(CallOutcome outcome) {
        return switch (outcome) {
            case Replied _ -> true;
            case Failed failed -> !failed.usage().equals(Usage.UNKNOWN);
            case Unsure(Failed failure) -> !failure.usage().equals(Usage.UNKNOWN);
            case GivenUp _ -> false;
        };
    }

    private static boolean mayBeCharged(CallOutcome outcome) {
        return switch (outcome) {
            case Replied _, Unsure _ -> true;
            case Failed failed -> failed.charged();
            case GivenUp givenUp -> givenUp.charged();
        };
    }

    private CallOutcome tryCall(InFlightTurn turn, Ingredients ingredients, long start) {
        ModelCall call;
        try {
            call = CallBuilder.build(turn.turn(), ingredients);
        } catch (ModelRejectedException e) {
            return new Failed(Code.UNKNOWN_MODEL.name(), e.getMessage(), since(start, turn), false);
        } catch (RuntimeException e) {
            return internalError(turn, e, start, false);
        }
        try {
            LanguageModel model = models.resolve(call.model());
            ModelReply reply = ScopedValue.where(PauseListener.CURRENT, turn.pauses(nanoTime))
                    .call(() -> model.call(call));
            return new Replied(reply, cost(ingredients.settings(), reply.usage()));
        } catch (ModelCallException e) {
            return failed(turn, e, ingredients.settings(), since(start, turn));
        } catch (RuntimeException | Error e) {
            return internalError(turn, e, start, true);
        }
    }

    private static @Nullable BigDecimal cost(RunSettings settings, Usage usage) {
        RunSettings.Prices prices = settings.prices();
        Price price = prices == null ? null : prices.generator();
        return price == null ? null : price.costOf(usage);
    }

    /** A call that used up the time of its turn is not made again, whatever it cost. */
    private static CallOutcome failed(InFlightTurn turn, ModelCallException e, RunSettings settings, Duration elapsed) {
        if (e.heldBack()) {
            return new GivenUp(StopReason.HELD_BACK, false, HeldBack.delay(e));
        }
        if (e.code() == Code.INTERRUPTED) {
            return new GivenUp(StopReason.RETURNED, e.possiblyBilled());
        }
        if (isOwnStoreAway(turn, e)) {
            return new GivenUp(StopReason.RETURNED, false);
        }
        Usage usage = e.usage();
        BigDecimal cost = usage.equals(Usage.UNKNOWN) ? null : cost(settings, usage);
        Failed failed = new Failed(e.code().name(), e.getMessage(), elapsed, e.possiblyBilled(), usage, cost);
        boolean timeLeft = elapsed.compareTo(CallBuilder.timeout(settings)) < 0;
        return e.possiblyBilled() && e.retryable() && timeLeft ? new Unsure(failed) : failed;
    }

    /** Recordings are read from our own database: while it is away the turn waits, as all others do. */
    private static boolean isOwnStoreAway(InFlightTurn turn, ModelCallException failure) {
        return failure.code() == Code.SERVER_ERROR && turn.turn().model().startsWith(REPLAY);
    }

    private Failed internalError(InFlightTurn turn, Throwable e, long start, boolean charged) {
        LOG.errorf(e, "the call of turn %s failed", turn.claim());
        // The message of an exception that nobody expected may hold anything, so it is for the log only.
        String detail = e.getClass().getName() + "; the log of the generator tells more.";
        return new Failed(GeneratorError.INTERNAL_ERROR.name(), detail, since(start, turn), charged);
    }

    /** Waiting for a limit is no part of the call. */
    private Duration since(long start, InFlightTurn turn) {
        return Duration.ofNanos(nanoTime.getAsLong() - start - turn.pausedNanos());
    }
}
