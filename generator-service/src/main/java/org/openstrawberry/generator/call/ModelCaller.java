package org.openstrawberry.generator.call;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.openstrawberry.generator.call.CallOutcome.Failed;
import org.openstrawberry.generator.call.CallOutcome.GivenUp;
import org.openstrawberry.generator.call.CallOutcome.Replied;
import org.openstrawberry.generator.conversation.Ingredients;
import org.openstrawberry.generator.slot.InFlightTurn;
import org.openstrawberry.generator.slot.StopReason;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelCallException;
import org.openstrawberry.llm.ModelCallException.Code;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelRejectedException;
import org.openstrawberry.llm.PauseListener;

/** Calls the model for a turn. Whatever happens comes back as an outcome; nothing is thrown. */
public final class ModelCaller {
    private static final Logger LOG = Logger.getLogger(ModelCaller.class);
    private static final String REPLAY = "replay:";
    private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

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
            return new GivenUp(turn.stopReason().orElseThrow());
        }
        CallOutcome outcome = tryCall(turn, ingredients, start);
        Optional<StopReason> stopReason = turn.endCall();
        if (outcome instanceof Replied || stopReason.isEmpty()) {
            return outcome;
        }
        return switch (stopReason.get()) {
            case OVERDUE ->
                new Failed(
                        Code.TIMEOUT.name(),
                        "No reply within " + timeout.toSeconds() + " s, retries included.",
                        since(start, turn));
            case UNWANTED -> new GivenUp(StopReason.UNWANTED);
            case RETURNED, HELD_BACK -> new GivenUp(stopReason.get());
        };
    }

    private CallOutcome tryCall(InFlightTurn turn, Ingredients ingredients, long start) {
        try {
            ModelCall call = CallBuilder.build(turn.turn(), ingredients);
            LanguageModel model = models.resolve(call.model());
            return new Replied(ScopedValue.where(PauseListener.CURRENT, turn.pauses(nanoTime))
                    .call(() -> model.call(call)));
        } catch (ModelCallException e) {
            if (e.heldBack()) {
                return new GivenUp(StopReason.HELD_BACK, delay(e));
            }
            return e.code() == Code.INTERRUPTED || isOwnStoreAway(turn, e)
                    ? new GivenUp(StopReason.RETURNED)
                    : new Failed(e.code().name(), e.getMessage(), since(start, turn));
        } catch (ModelRejectedException e) {
            return new Failed(Code.UNKNOWN_MODEL.name(), e.getMessage(), since(start, turn));
        } catch (RuntimeException | Error e) {
            return internalError(turn, e, start);
        }
    }

    /** Recordings are read from our own database: while it is away the turn waits, as all others do. */
    private static boolean isOwnStoreAway(InFlightTurn turn, ModelCallException failure) {
        return failure.code() == Code.SERVER_ERROR && turn.turn().model().startsWith(REPLAY);
    }

    private Failed internalError(InFlightTurn turn, Throwable e, long start) {
        LOG.errorf(e, "the call of turn %s failed", turn.claim());
        return new Failed(GeneratorError.INTERNAL_ERROR.name(), e.toString(), since(start, turn));
    }

    private static Duration delay(ModelCallException heldBack) {
        Duration asked = heldBack.retryAfter().orElse(SHORTEST_DELAY);
        if (asked.compareTo(SHORTEST_DELAY) < 0) {
            return SHORTEST_DELAY;
        }
        return asked.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : asked;
    }

    /** Waiting for a limit is no part of the call. */
    private Duration since(long start, InFlightTurn turn) {
        return Duration.ofNanos(nanoTime.getAsLong() - start - turn.pausedNanos());
    }
}
