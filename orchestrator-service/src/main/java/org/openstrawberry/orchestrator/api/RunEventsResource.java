package org.openstrawberry.orchestrator.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.openstrawberry.orchestrator.events.EventStreamConfig;
import org.openstrawberry.orchestrator.events.RunEventStreams;
import org.openstrawberry.orchestrator.events.RunEventStreams.Start;
import org.openstrawberry.orchestrator.events.RunProgressSource;

/** The events of a run as they happen. */
@Path("/api/runs")
@RunOnVirtualThread
@Tag(name = "runs")
public class RunEventsResource {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final RunEventStreams streams;
    private final RunProgressSource runs;
    private final EventStreamConfig config;

    RunEventsResource(RunEventStreams streams, RunProgressSource runs, EventStreamConfig config) {
        this.streams = streams;
        this.runs = runs;
        this.config = config;
    }

    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "streamRun",
            summary = "What happens in a run, as server-sent events",
            description = "The events turn.completed, answer.judged and trace.finished in order, each with an id with"
                    + " which the stream resumes; progress every second; run.finished, with the whole run, at the end."
                    + " Without an id the stream begins with the run's first event, with from=now with the next.")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "404", description = "There is no such run")
    @APIResponse(responseCode = "429", description = "Too many streams are open")
    public void events(
            @RestPath UUID id,
            @RestHeader(LAST_EVENT_ID) @Parameter(description = "Resume after the event of that id")
                    Optional<String> header,
            @RestQuery @Parameter(description = "The same, for clients that cannot set the header")
                    Optional<String> lastEventId,
            @RestQuery @Parameter(description = "beginning or now", example = "beginning") Optional<String> from,
            @Context SseEventSink sink,
            @Context Sse sse) {
        Start start = start(header.or(() -> lastEventId).filter(text -> !text.isBlank()), from);
        if (runs.progress(id).isEmpty()) {
            throw ApiException.notFound("run", id);
        }
        if (!streams.open(id, start, new SseSubscriber(sink, sse, config.sendTimeout()))) {
            throw new ApiException(
                    ErrorCode.TOO_MANY_SUBSCRIBERS,
                    config.subscribers() + " event streams are open, which is the most; ask the run itself instead");
        }
    }

    private static Start start(Optional<String> lastEventId, Optional<String> from) {
        if (lastEventId.isPresent()) {
            return RunEventStreams.after(lastEventId.get())
                    .orElseThrow(
                            () -> ApiException.invalid(LAST_EVENT_ID, "must be the id of an event of this stream"));
        }
        return switch (from.orElse("beginning")) {
            case "beginning" -> new Start.Beginning();
            case "now" -> new Start.Now();
            default -> throw ApiException.invalid("from", "must be beginning or now");
        };
    }
}
