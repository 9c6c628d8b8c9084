package org.openstrawberry.model.chat;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openstrawberry.micro.sample.Sample;
import org.openstrawberry.model.ModelConfig;
import org.openstrawberry.model.catalog.LoadedModel;
import org.openstrawberry.model.catalog.LoadedModels;
import org.openstrawberry.model.http.Answers;
import org.openstrawberry.model.http.Json;

/** {@code /v1/chat/completions}. */
@Path("/v1/chat/completions")
@RunOnVirtualThread
public class ChatResource {
    private final LoadedModels models;
    private final ChatService service;
    private final long timeoutNanos;

    ChatResource(LoadedModels models, ChatService service, ModelConfig config) {
        this.models = models;
        this.service = service;
        timeoutNanos = config.sampling().timeout().toNanos();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response complete(byte[] body, @Context RoutingContext routing) {
        ChatRequest request = ChatRequestReader.read(Json.body(body));
        LoadedModels.Lease lease = models.use(request.model());
        boolean streams = false;
        try {
            LoadedModel model = lease.model();
            Work work = service.work(request, model);
            ChatReplies replies = new ChatReplies(request, model);
            return switch (work) {
                case Work.Sampled sampled
                when request.stream() -> {
                    Response response = stream(request, sampled, replies, lease, routing);
                    streams = true;
                    yield response;
                }
                case Work.Sampled sampled -> whole(request, sampled, replies, model, routing);
                case Work.Fixed fixed -> fixed(request, fixed, replies);
            };
        } finally {
            if (!streams) {
                lease.close();
            }
        }
    }

    private Response whole(
            ChatRequest request, Work.Sampled work, ChatReplies replies, LoadedModel model, RoutingContext routing) {
        List<CompletableFuture<Sample>> samples = service.submit(
                request, work, model, Collections.nCopies(request.choices(), (token, logProbability) -> true));
        // Nobody reads what a client that went away would have got: its slots are for others.
        routing.addEndHandler(ended -> samples.forEach(sample -> sample.cancel(false)));
        try {
            service.await(CompletableFuture.allOf(samples.toArray(CompletableFuture[]::new)));
            List<Choice> choices = new ArrayList<>();
            samples.forEach(sample -> choices.add(ChatService.choice(request, sample.join())));
            return Answers.ok(replies.whole(choices, work.prompt().promptTokens()));
        } finally {
            samples.forEach(sample -> sample.cancel(false));
        }
    }

    private Response stream(
            ChatRequest request,
            Work.Sampled work,
            ChatReplies replies,
            LoadedModels.Lease lease,
            RoutingContext routing) {
        ChatStream stream = new ChatStream(request, replies, work.prompt().promptTokens(), lease, timeoutNanos);
        stream.follow(service.submit(request, work, lease.model(), stream.listeners()));
        routing.addEndHandler(ended -> stream.cancel());
        return events(stream);
    }

    private Response fixed(ChatRequest request, Work.Fixed work, ChatReplies replies) {
        Choice choice = ChatService.choice(request, service.await(work.text()));
        List<Choice> choices = Collections.nCopies(request.choices(), choice);
        if (!request.stream()) {
            return Answers.ok(replies.whole(choices, work.promptTokens()));
        }
        return events(out -> {
            for (int i = 0; i < choices.size(); i++) {
                ChatStream.send(out, replies.piece(i, true, choice.text(), List.of()));
                ChatStream.send(out, replies.end(i, choice.finish()));
            }
            if (request.streamUsage()) {
                ChatStream.send(out, replies.usageChunk(choices, work.promptTokens()));
            }
            out.write("data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII));
        });
    }

    private static Response events(StreamingOutput output) {
        return Response.ok(output, MediaType.SERVER_SENT_EVENTS)
                .header("Cache-Control", "no-cache")
                .build();
    }
}
