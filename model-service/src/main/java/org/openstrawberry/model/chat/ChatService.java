package org.openstrawberry.model.chat;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openstrawberry.micro.sample.Sample;
import org.openstrawberry.micro.sample.SampleRequest;
import org.openstrawberry.micro.sample.SamplerBusyException;
import org.openstrawberry.micro.sample.TokenListener;
import org.openstrawberry.micro.text.Control;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.model.ModelConfig;
import org.openstrawberry.model.catalog.LoadedModel;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.template.ChatTemplate;
import org.openstrawberry.model.template.CritiqueForm;
import org.openstrawberry.model.template.Dialogue;

/** Answers chats. */
@Singleton
class ChatService {
    private static final Tokenizer TOKENIZER = Tokenizer.standard();

    private final LikelihoodAnswers likelihood;
    private final long timeoutMillis;

    ChatService(ModelConfig config) {
        likelihood = new LikelihoodAnswers(config.critic());
        timeoutMillis = config.sampling().timeout().toMillis();
    }

    /**
     * Finds out what a request asks for.
     *
     * @throws ApiException if its messages make no sense or do not fit the context
     */
    Work work(ChatRequest request, LoadedModel model) {
        Optional<CritiqueForm> form = CritiqueForm.read(request.messages());
        if (form.isPresent()) {
            String verdict = likelihood.critique(model, form.get());
            int read = TOKENIZER.encode(request.messages().getLast().content()).length;
            return new Work.Fixed(CompletableFuture.completedFuture(verdict), read);
        }
        Dialogue dialogue = ChatTemplate.read(request.messages())
                .orElseThrow(() ->
                        ApiException.invalid("messages", "invalid_value", "At least one message must be the user's."));
        return switch (dialogue.asked()) {
            case Dialogue.Reply(var prompt) ->
                sampled(model, dialogue.conversation().ask(prompt, TOKENIZER));
            case Dialogue.Doubt() ->
                new Work.Fixed(
                        busyAsError(() -> likelihood.doubt(model, dialogue.conversation())),
                        dialogue.conversation().sequence(TOKENIZER).length());
            case Dialogue.Nothing() ->
                throw ApiException.invalid("messages", "invalid_value", "The last message must be the user's.");
        };
    }

    private static Work sampled(LoadedModel model, int[] prompt) {
        if (prompt.length >= model.context()) {
            throw LikelihoodAnswers.tooLong(model, prompt.length);
        }
        return new Work.Sampled(SampleRequest.of(prompt));
    }

    /**
     * Has all choices sampled, or none.
     *
     * @param listeners hears of each choice's tokens; one for each choice
     * @throws ApiException if too many others wait
     */
    List<CompletableFuture<Sample>> submit(
            ChatRequest request, Work.Sampled work, LoadedModel model, List<TokenListener> listeners) {
        List<CompletableFuture<Sample>> futures = new ArrayList<>();
        try {
            for (int i = 0; i < request.choices(); i++) {
                SampleRequest sample = work.prompt()
                        .withSeed(request.seed(i))
                        .withTemperature(request.temperature())
                        .withTopP(request.topP())
                        .withMaxTokens(request.maxTokens().orElse(Integer.MAX_VALUE))
                        .withStop(Control.END.id())
                        .withListener(listeners.get(i));
                futures.add(busyAsError(() -> model.sampler().submit(sample)));
            }
            return futures;
        } catch (ApiException e) {
            futures.forEach(future -> future.cancel(false));
            throw e;
        }
    }

    private static <T> T busyAsError(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (SamplerBusyException e) {
            throw ApiException.busy("Too many requests wait for the model. Please try again later.");
        }
    }

    /** The choice that a sample makes. */
    static Choice choice(ChatRequest request, Sample sample) {
        ShownText.Shown shown = new ShownText(request.stops()).whole(TOKENIZER.decode(sample.reply()));
        return new Choice(
                shown.text(),
                request.logProbabilities() ? tokens(sample) : List.of(),
                shown.stopped() || sample.end() == Sample.End.STOP ? "stop" : "length",
                sample.tokens().length,
                sample.cachedTokens());
    }

    private static List<Choice.LogToken> tokens(Sample sample) {
        int[] reply = sample.reply();
        float[] logProbabilities = sample.logProbabilities();
        List<Choice.LogToken> tokens = new ArrayList<>();
        for (int i = 0; i < reply.length; i++) {
            tokens.add(new Choice.LogToken(TOKENIZER.decode(reply[i]), logProbabilities[i]));
        }
        return tokens;
    }

    /** The choice that a reply without draws makes. */
    static Choice choice(ChatRequest request, String text) {
        ShownText.Shown shown = new ShownText(request.stops()).whole(text);
        return new Choice(shown.text(), List.of(), "stop", TOKENIZER.encode(text).length, 0);
    }

    /**
     * Waits for something, for as long as a request may take.
     *
     * @throws ApiException if it took too long, or the service stops
     */
    <T> T await(Future<T> future) {
        try {
            return future.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("stopping", "The service stops.");
        } catch (TimeoutException e) {
            throw ApiException.unavailable("timeout", "The reply took longer than " + timeoutMillis + " ms.");
        } catch (CancellationException e) {
            throw ApiException.unavailable("cancelled", "The reply was cancelled.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SamplerBusyException) {
                throw ApiException.busy("Too many requests wait for the model. Please try again later.");
            }
            throw new IllegalStateException("a reply failed", e.getCause());
        }
    }
}
