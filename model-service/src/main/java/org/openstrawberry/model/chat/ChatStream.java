package org.openstrawberry.model.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.openstrawberry.micro.sample.Sample;
import org.openstrawberry.micro.sample.TokenListener;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.model.catalog.LoadedModels;
import org.openstrawberry.model.http.Answers;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.http.Json;

/** Sends sampled choices as server-sent events, each piece as soon as it cannot change any more. */
final class ChatStream implements StreamingOutput {
    private static final Logger LOG = Logger.getLogger(ChatStream.class);
    private static final Tokenizer TOKENIZER = Tokenizer.standard();
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ChatRequest request;
    private final ChatReplies replies;
    private final int promptTokens;
    private final LoadedModels.Lease lease;
    private final long timeoutNanos;

    /** As many as the choices may have tokens, which the context bounds. */
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private final List<Growing> growing = new ArrayList<>();
    private List<CompletableFuture<Sample>> samples = List.of();

    ChatStream(
            ChatRequest request, ChatReplies replies, int promptTokens, LoadedModels.Lease lease, long timeoutNanos) {
        this.request = request;
        this.replies = replies;
        this.promptTokens = promptTokens;
        this.lease = lease;
        this.timeoutNanos = timeoutNanos;
        for (int i = 0; i < request.choices(); i++) {
            growing.add(new Growing(new ShownText(request.stops())));
        }
    }

    private record Event(int choice, int token, float logProbability, boolean end) {}

    /** What was drawn and shown of a choice. */
    private static final class Growing {
        private final ShownText texts;
        private final StringBuilder reply = new StringBuilder();
        private final List<Choice.LogToken> untold = new ArrayList<>();
        private int shown;
        private boolean begun;

        Growing(ShownText texts) {
            this.texts = texts;
        }
    }

    /** One for each choice. */
    List<TokenListener> listeners() {
        List<TokenListener> listeners = new ArrayList<>();
        for (int i = 0; i < request.choices(); i++) {
            int choice = i;
            listeners.add((token, logProbability) -> events.add(new Event(choice, token, logProbability, false)));
        }
        return listeners;
    }

    /** Begins to send what these samples become. */
    void follow(List<CompletableFuture<Sample>> futures) {
        samples = List.copyOf(futures);
        for (int i = 0; i < samples.size(); i++) {
            int choice = i;
            CompletableFuture<Sample> _ =
                    samples.get(i).whenComplete((sample, failure) -> events.add(new Event(choice, 0, 0, true)));
        }
    }

    /** Gives up. */
    void cancel() {
        samples.forEach(future -> future.cancel(false));
        lease.close();
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try {
            List<Choice> choices = follow(out);
            if (request.streamUsage()) {
                send(out, replies.usageChunk(choices, promptTokens));
            }
            out.write(DONE);
            out.flush();
        } catch (ApiException e) {
            LOG.debugf("a stream ends: %s", e.text());
            send(out, Answers.errorBody(e));
        } finally {
            cancel();
        }
    }

    private List<Choice> follow(OutputStream out) throws IOException {
        Choice[] choices = new Choice[samples.size()];
        int open = choices.length;
        long deadline = System.nanoTime() + timeoutNanos;
        while (open > 0) {
            Event event = next(deadline);
            if (event.end()) {
                choices[event.choice()] = end(out, event.choice());
                open--;
            } else if (event.token() != Control.END.id()) {
                grow(out, event);
            }
        }
        return List.of(choices);
    }

    private Event next(long deadline) {
        try {
            Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw ApiException.unavailable("timeout", "The reply took too long.");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("stopping", "The service stops.");
        }
    }

    private void grow(OutputStream out, Event event) throws IOException {
        Growing one = growing.get(event.choice());
        String text = TOKENIZER.decode(event.token());
        one.reply.append(text);
        one.untold.add(new Choice.LogToken(text, event.logProbability()));
        show(out, event.choice(), one.texts.growing(one.reply.toString()).text());
    }

    private Choice end(OutputStream out, int index) throws IOException {
        CompletableFuture<Sample> future = samples.get(index);
        if (future.isCompletedExceptionally()) {
            throw ApiException.unavailable("cancelled", "The reply was cancelled.");
        }
        Choice choice = ChatService.choice(request, future.join());
        show(out, index, choice.text());
        Growing one = growing.get(index);
        if (!one.begun || !one.untold.isEmpty()) {
            piece(out, index, "");
        }
        send(out, replies.end(index, choice.finish()));
        return choice;
    }

    private void show(OutputStream out, int index, String text) throws IOException {
        Growing one = growing.get(index);
        if (text.length() > one.shown) {
            String more = text.substring(one.shown);
            one.shown = text.length();
            piece(out, index, more);
        }
    }

    private void piece(OutputStream out, int index, String text) throws IOException {
        Growing one = growing.get(index);
        send(out, replies.piece(index, !one.begun, text, one.untold));
        one.begun = true;
        one.untold.clear();
    }

    static void send(OutputStream out, ObjectNode body) throws IOException {
        out.write("data: ".getBytes(StandardCharsets.US_ASCII));
        out.write(Json.bytes(body));
        out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
