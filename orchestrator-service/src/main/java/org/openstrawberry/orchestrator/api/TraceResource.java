package org.openstrawberry.orchestrator.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.orchestrator.run.RunControl;
import org.openstrawberry.orchestrator.run.RunLauncher;
import org.openstrawberry.store.run.Run;

/** Traces: asking one question, reading, pausing, resuming and cancelling. */
@Path("/api/traces")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "traces", description = "One reasoning session for one problem and one sample")
public class TraceResource {
    private final JsonBodies bodies;
    private final RunRequests requests;
    private final RunLauncher launcher;
    private final RunControl control;
    private final TraceQueries traces;

    TraceResource(
            JsonBodies bodies, RunRequests requests, RunLauncher launcher, RunControl control, TraceQueries traces) {
        this.bodies = bodies;
        this.requests = requests;
        this.launcher = launcher;
        this.control = control;
        this.traces = traces;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "solve",
            summary = "Asks one question",
            description = "Makes a run of one trace. Follow it at /api/traces/{id}, or at /api/runs/{run}/events.")
    @APIResponse(
            responseCode = "201",
            description = "The trace is stored and on its way",
            content = @Content(schema = @Schema(implementation = RunBodies.StartedTrace.class)))
    @APIResponse(responseCode = "400", description = "Fields are wrong; each is named with the reason")
    public Response solve(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RunBodies.NewTrace.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "question",
                                                            value = "{\"prompt\": \"What is 17 * 23?\","
                                                                    + " \"groundTruth\": \"391\","
                                                                    + " \"model\": \"openai:gpt-4o-mini\"}")))
                    InputStream body,
            @RestHeader("Idempotency-Key") @Nullable String idempotencyKey)
            throws IOException {
        Run run = bodies.read(
                body, RunResource.MAX_BODY_BYTES, json -> launcher.launch(requests.forQuestion(json, idempotencyKey)));
        UUID trace = traces.onlyTrace(run.id)
                .orElseThrow(() -> new IllegalStateException("run " + run.id + " was stored without its trace"));
        return Response.created(URI.create("/api/traces/" + trace))
                .entity(new RunBodies.StartedTrace(trace, run.id))
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getTrace", summary = "A trace with its turns, critiques and verdict")
    @APIResponse(responseCode = "404", description = "There is no such trace")
    public TraceViews.Detail get(@RestPath UUID id) {
        return traces.detail(id).orElseThrow(() -> ApiException.notFound("trace", id));
    }

    @POST
    @Path("/{id}/pause")
    @Operation(operationId = "pauseTrace", summary = "Lets no further turn of the trace begin")
    @APIResponse(responseCode = "409", description = "The trace has ended")
    public TraceViews.Detail pause(@RestPath UUID id) {
        control.pauseTrace(id);
        return get(id);
    }

    @POST
    @Path("/{id}/resume")
    @Operation(operationId = "resumeTrace", summary = "Lets a paused trace go on")
    @APIResponse(responseCode = "409", description = "The trace has ended")
    public TraceViews.Detail resume(@RestPath UUID id) {
        control.resumeTrace(id);
        return get(id);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(operationId = "cancelTrace", summary = "Ends the trace as CANCELLED")
    @APIResponse(responseCode = "409", description = "The trace has ended otherwise")
    public TraceViews.Detail cancel(@RestPath UUID id) {
        control.cancelTrace(id);
        return get(id);
    }
}
