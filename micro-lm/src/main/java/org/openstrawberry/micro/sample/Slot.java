package org.openstrawberry.micro.sample;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.network.Exponential;

/** One request on its way: its tokens, its random numbers, and the slot's keys and values. */
final class Slot {

    private final SampleRequest request;
    private final CompletableFuture<Sample> future;
    private final KeyValueCache cache;
    private final SplittableRandom random;
    private final int vocabulary;
    private final int[] tokens;
    private final float[] logProbabilities;
    private final int cached;
    private int length;

    Slot(Pending pending, KeyValueCache cache, ModelShape shape) {
        this.cache = cache;
        request = pending.request();
        future = pending.future();
        random = new SplittableRandom(request.seed());
        vocabulary = shape.vocabulary();
        length = request.promptTokens();
        int room = Math.min(request.maxTokens(), shape.context() - length);
        tokens = Arrays.copyOf(request.prompt(), length + room);
        logProbabilities = new float[room];
        cached = cache.common(request.prompt());
        cache.cut(cached);
    }

    KeyValueCache cache() {
        return cache;
    }

    /** Tokens whose keys and values are still missing; the last of them predicts the next token. */
    int missing() {
        return length - cache.length();
    }

    /** The next token whose keys and values are missing. */
    int next() {
        return tokens[cache.length()];
    }

    /** Whether nobody waits for the sample any more. */
    boolean isAbandoned() {
        return future.isDone();
    }

    /** Gives up. */
    void abandon() {
        future.cancel(false);
    }

    /**
     * Draws a token.
     *
     * @return whether the sample has ended
     */
    boolean draw(float[] logits, int offset, TokenChooser chooser) {
        int token = chooser.choose(logits, offset, request, random);
        float logProbability = Exponential.logProbability(logits, offset, vocabulary, token);
        logProbabilities[length - request.promptTokens()] = logProbability;
        tokens[length++] = token;
        boolean goOn;
        try {
            goOn = request.listener().drawn(token, logProbability);
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
            return true;
        }
        int stop = stopLength();
        if (stop > 0 || !goOn) {
            end(Sample.End.STOP, stop);
            return true;
        }
        if (length == tokens.length) {
            end(Sample.End.LENGTH, 0);
            return true;
        }
        return false;
    }

    private int stopLength() {
        List<int[]> stops = request.stops();
        for (int[] stop : stops) {
            int from = length - stop.length;
            if (from >= request.promptTokens() && Arrays.equals(tokens, from, length, stop, 0, stop.length)) {
                return stop.length;
            }
        }
        return 0;
    }

    private void end(Sample.End reason, int stop) {
        int prompt = request.promptTokens();
        future.complete(new Sample(
                Arrays.copyOfRange(tokens, prompt, length),
                Arrays.copyOf(logProbabilities, length - prompt),
                length - prompt - stop,
                reason,
                prompt,
                cached));
    }
}
