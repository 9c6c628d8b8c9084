package org.openstrawberry.micro.sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.Weights;

/**
 * Samples from a model for any number of callers at once. What a request gets depends on the weights and the request alone:
 * not on other requests, the number of threads, the kernel, or what is still cached from before. Thread-safe.
 */
public final class Sampler implements AutoCloseable {

    private final ModelShape shape;
    private final int capacity;
    private final RequestQueue queue;
    private final List<Thread> threads = new ArrayList<>();

    /** A sampler of some weights, whose threads run until it is closed. */
    public Sampler(Weights weights, SamplerSettings settings) {
        shape = weights.shape();
        capacity = settings.threads() * settings.slots();
        queue = new RequestQueue(settings.queue(), settings.threads());
        float[] parameters = weights.copyOfParameters();
        for (int i = 0; i < settings.threads(); i++) {
            Worker worker = new Worker(i, shape, parameters, settings.kernel(), settings.slots(), queue);
            threads.add(
                    Thread.ofPlatform().name("micro-lm-sampler-" + i).daemon().start(worker));
        }
    }

    /** The sizes of the model. */
    public ModelShape shape() {
        return shape;
    }

    /** Requests that are served at once, by all threads together. */
    public int capacity() {
        return capacity;
    }

    /**
     * Asks for a sample. Cancelling the future frees its slot.
     *
     * @return completes with the sample, or with what the request's listener threw, or is cancelled by {@link #close()}
     * @throws IllegalArgumentException if the prompt leaves no room in the context or has an unknown token
     * @throws SamplerBusyException if as many requests wait as may
     * @throws IllegalStateException if the sampler is closed
     */
    public CompletableFuture<Sample> submit(SampleRequest request) {
        return submit(request, Duration.ZERO);
    }

    private CompletableFuture<Sample> submit(SampleRequest request, Duration patience) {
        check(request);
        CompletableFuture<Sample> future = new CompletableFuture<>();
        try {
            if (!queue.offer(new Pending(request, future), patience)) {
                throw new SamplerBusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for room");
        }
        return future;
    }

    private void check(SampleRequest request) {
        if (request.promptTokens() >= shape.context()) {
            throw new IllegalArgumentException("a prompt of " + request.promptTokens()
                    + " tokens leaves no room in a context of " + shape.context());
        }
        for (int token : request.prompt()) {
            if (token < 0 || token >= shape.vocabulary()) {
                throw new IllegalArgumentException(
                        "token " + token + " is not in a vocabulary of " + shape.vocabulary());
            }
        }
    }

    /**
     * Asks for many samples and waits for them; there may be more than the queue has room for.
     *
     * @param patience for every single one; on a machine that does anything else, seconds at least
     * @return in the order of the requests
     * @throws IllegalArgumentException if a prompt leaves no room in the context or has an unknown token
     * @throws SamplerBusyException if there was no room for a request within the patience
     * @throws CancellationException if the thread is interrupted, the sampler is closed, or a sample took longer than the
     *     patience
     */
    public List<Sample> sampleAll(List<SampleRequest> requests, Duration patience) {
        List<CompletableFuture<Sample>> futures = new ArrayList<>();
        try {
            for (SampleRequest request : requests) {
                futures.add(submit(request, patience));
            }
            List<Sample> samples = new ArrayList<>();
            for (CompletableFuture<Sample> future : futures) {
                samples.add(await(future, patience));
            }
            return samples;
        } finally {
            futures.forEach(future -> future.cancel(false));
        }
    }

    private static Sample await(CompletableFuture<Sample> future, Duration patience) {
        try {
            return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a sample");
        } catch (TimeoutException e) {
            throw new CancellationException("a sample took longer than " + patience);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a sample failed", e.getCause());
        }
    }

    /** Ends the threads; samples that are not complete are cancelled. */
    @Override
    public void close() {
        queue.close().forEach(pending -> pending.future().cancel(false));
        threads.forEach(Thread::interrupt);
    }
}
