package org.openstrawberry.llm.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response's body as it comes in. Unlike the JDK's own, reading it ends in time and at a size. The server is asked for
 * the next piece once one is read, so no more than two wait here. A line that does not end is refused like a body that
 * does not: whoever reads lines holds one as a whole.
 */
final class StreamedBody extends InputStream implements HttpResponse.BodySubscriber<StreamedBody> {

    private sealed interface Part {
        record Bytes(List<ByteBuffer> buffers) implements Part {}

        record End(@Nullable Throwable failure) implements Part {}
    }

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final Queue<ByteBuffer> current = new ArrayDeque<>();
    private final SizeLimits limits;
    private final Supplier<Duration> patience;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private long received;
    private long line;
    private boolean ended;

    /**
     * A body.
     *
     * @param limits most bytes that are read, of a line and in all
     * @param patience how long to wait from now; not positive once the time is over
     */
    StreamedBody(SizeLimits limits, Supplier<Duration> patience) {
        this.limits = limits;
        this.patience = patience;
    }

    @Override
    public CompletionStage<StreamedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        if (closed) {
            newSubscription.cancel();
        } else {
            newSubscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        parts.add(new Part.Bytes(buffers));
    }

    @Override
    public void onError(Throwable failure) {
        parts.add(new Part.End(failure));
    }

    @Override
    public void onComplete() {
        parts.add(new Part.End(null));
    }

    @Override
    public int read() throws IOException {
        ByteBuffer buffer = next();
        return buffer == null ? -1 : buffer.get() & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = next();
        if (buffer == null) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        ByteBuffer head = current.peek();
        return head == null ? 0 : head.remaining();
    }

    /** Ends the exchange if it has not ended by itself. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription open = subscription;
        if (!ended && open != null) {
            open.cancel();
        }
    }

    /** A buffer with bytes in it; {@code null} at the end. */
    private @Nullable ByteBuffer next() throws IOException {
        while (true) {
            ByteBuffer head = current.peek();
            if (head != null && head.hasRemaining()) {
                return head;
            }
            if (head != null) {
                current.remove();
            } else if (ended || !receive()) {
                return null;
            }
        }
    }

    private boolean receive() throws IOException {
        return switch (await()) {
            case Part.Bytes(List<ByteBuffer> buffers) -> {
                for (ByteBuffer buffer : buffers) {
                    measure(buffer);
                    current.add(buffer);
                }
                Flow.Subscription open = subscription;
                if (open != null) {
                    open.request(1);
                }
                yield true;
            }
            case Part.End(Throwable failure) -> {
                ended = true;
                if (failure != null) {
                    throw new IOException("the body was cut", failure);
                }
                yield false;
            }
        };
    }

    private void measure(ByteBuffer buffer) throws IOException {
        received += buffer.remaining();
        if (received > limits.stream()) {
            throw new CappedBody.TooLargeException(limits.stream());
        }
        for (int i = buffer.position(); i < buffer.limit(); i++) {
            line = buffer.get(i) == '\n' ? 0 : line + 1;
            if (line > limits.response()) {
                throw new CappedBody.TooLargeException(limits.response());
            }
        }
    }

    private Part await() throws IOException {
        if (closed) {
            throw new IOException("the body is closed");
        }
        try {
            Part part = parts.poll(Math.max(0, patience.get().toNanos()), TimeUnit.NANOSECONDS);
            if (part == null) {
                throw new HttpTimeoutException("the body did not come in time");
            }
            return part;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
