package org.openstrawberry.micro.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.network.TransposedParameters;

/**
 * Trains a copy of some weights, step by step. The same weights, examples, losses and learning rates give the same bits on
 * any number of threads, with either kernel, with or without a checkpoint in between. For one caller at a time.
 */
public final class Trainer implements AutoCloseable {

    private final ModelShape shape;
    private final long tokenizer;
    private final float[] parameters;
    private final TransposedParameters transposed;
    private final List<Lane> lanes = new ArrayList<>();
    private final ExecutorService threads;
    private final Adam adam;

    private Trainer(Weights weights, Adam adam, TrainerSettings settings) {
        shape = weights.shape();
        tokenizer = weights.tokenizer();
        parameters = weights.copyOfParameters();
        transposed = new TransposedParameters(weights.layout());
        this.adam = adam;
        for (int i = 0; i < TrainerSettings.LANES; i++) {
            lanes.add(new Lane(shape, settings.kernel()));
        }
        threads = Executors.newFixedThreadPool(
                settings.threads(),
                Thread.ofPlatform().name("micro-lm-trainer-", 0).daemon().factory());
    }

    /** A trainer that begins with weights. */
    public static Trainer of(Weights weights, TrainerSettings settings) {
        int size = weights.shape().parameters();
        return new Trainer(weights, new Adam(settings.clip(), new float[size], new float[size], 0), settings);
    }

    /** A trainer that goes on where another was. */
    public static Trainer resume(Checkpoint checkpoint, TrainerSettings settings) {
        Adam adam = new Adam(settings.clip(), checkpoint.means(), checkpoint.squares(), checkpoint.steps());
        return new Trainer(checkpoint.weights(), adam, settings);
    }

    /**
     * One step on the mean loss of some examples.
     *
     * @param learningRate 0 or more
     * @throws IllegalArgumentException if there is no example, one is longer than the context or has an unknown token
     * @throws TrainingDivergedException if the gradient is not finite; nothing has changed then
     * @throws CancellationException if the thread is interrupted; nothing has changed then
     */
    public <E extends Example> StepReport step(List<E> examples, Loss<E> loss, double learningRate) {
        if (examples.isEmpty() || !(learningRate >= 0)) {
            throw new IllegalArgumentException(examples.size() + " examples, learning rate " + learningRate);
        }
        transposed.refresh(parameters);
        List<List<E>> chunks = Chunks.of(examples);
        double weight = examples.stream().mapToDouble(loss::weight).sum();
        List<Callable<Lane>> work = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            int first = i;
            work.add(() -> run(lanes.get(first), first, chunks, loss, weight));
        }
        finish(work);
        float[] gradient = sum();
        if (!isFinite(gradient)) {
            throw new TrainingDivergedException(steps() + 1);
        }
        double norm = adam.step(parameters, gradient, learningRate);
        double lossSum = lanes.stream().mapToDouble(Lane::loss).sum();
        double shift = lanes.stream().mapToDouble(Lane::shift).sum() / examples.size();
        int rows = examples.stream().mapToInt(Chunks::rows).sum();
        return new StepReport(steps(), lossSum, norm, rows, shift);
    }

    private <E extends Example> Lane run(Lane lane, int first, List<List<E>> chunks, Loss<E> loss, double weight) {
        lane.begin();
        for (int i = first; i < chunks.size(); i += lanes.size()) {
            lane.add(chunks.get(i), loss, weight, parameters, transposed);
        }
        return lane;
    }

    private void finish(List<Callable<Lane>> work) {
        try {
            for (Future<Lane> future : threads.invokeAll(work)) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted within a step");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a step failed", e.getCause());
        }
    }

    /** The lanes' gradients, added in their order. */
    private float[] sum() {
        float[] total = lanes.getFirst().gradient();
        for (Lane lane : lanes.subList(1, lanes.size())) {
            float[] part = lane.gradient();
            for (int i = 0; i < total.length; i++) {
                total[i] += part[i];
            }
        }
        return total;
    }

    private static boolean isFinite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    /** Steps done, those before a resumed checkpoint included. */
    public long steps() {
        return adam.steps();
    }

    /** What has been learnt so far. */
    public Weights weights() {
        return Weights.copyOf(shape, tokenizer, parameters);
    }

    /** All that is needed to go on later. */
    public Checkpoint checkpoint() {
        return new Checkpoint(weights(), adam.means(), adam.squares(), steps());
    }

    /** Ends the threads. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
