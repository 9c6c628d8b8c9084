package org.openstrawberry.llm.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Gathers a response's body up to a limit; at the limit the exchange is cancelled and the body fails. */
final class CappedBody implements HttpResponse.BodySubscriber<byte[]> {

    /** The body is larger than is read. */
    static final class TooLargeException extends IOException {
        TooLargeException(long limit) {
            super("larger than " + limit + " bytes");
        }
    }

    private final HttpResponse.BodySubscriber<byte[]> gathering = HttpResponse.BodySubscribers.ofByteArray();
    private final long limit;
    private long received;
    private Flow.@Nullable Subscription subscription;
    private boolean refused;

    CappedBody(long limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return gathering.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        gathering.onSubscribe(newSubscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (refused) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            received += buffer.remaining();
        }
        if (received <= limit) {
            gathering.onNext(buffers);
            return;
        }
        refused = true;
        if (subscription != null) {
            subscription.cancel();
        }
        gathering.onError(new TooLargeException(limit));
    }

    @Override
    public void onError(Throwable failure) {
        if (!refused) {
            gathering.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (!refused) {
            gathering.onComplete();
        }
    }
}
