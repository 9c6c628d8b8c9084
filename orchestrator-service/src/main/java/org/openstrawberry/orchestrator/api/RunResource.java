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
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.RunStatus;
import org.openstrawberry.contracts.TraceStatus;
import org.openstrawberry.orchestrator.run.RunBudgets;
import org.openstrawberry.orchestrator.run.RunControl;
import org.openstrawberry.orchestrator.run.RunLauncher;
import org.openstrawberry.orchestrator.run.RunRequest;
import org.openstrawberry.store.run.RunSettings;

/** Runs: starting, watching, pausing, resuming and cancelling them. */
@Path("/api/runs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "runs", description = "A problem set, a model, and how often and how to ask")
public class RunResource {
    static final int MAX_BODY_BYTES = 1024 * 1024;

    private final JsonBodies bodies;
    private final RunRequests requests;
    private final RunLauncher launcher;
    private final RunControl control;
    private final RunBudgets budgets;
    private final RunForecasts forecasts;
    private final RunQueries runs;
    private final TraceQueries traces;
    private final CriticQueries critics;

    RunResource(
            JsonBodies bodies,
            RunRequests requests,
            RunLauncher launcher,
            RunControl control,
            RunBudgets budgets,
            RunForecasts forecasts,
            RunQueries runs,
            TraceQueries traces,
            CriticQueries critics) {
        this.critics = critics;
        this.bodies = bodies;
        this.budgets = budgets;
        this.forecasts = forecasts;
        this.requests = requests;
        this.launcher = launcher;
        this.control = control;
        this.runs = runs;
        this.traces = traces;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startRun",
            summary = "Starts a run",
            description = "With an Idempotency-Key the same request can be sent again: it answers 201 with the run that"
                    + " the first one made. The same key with another body is an error (422).")
    @APIResponse(
            responseCode = "201",
            description = "The run is stored and on its way",
            content = @Content(schema = @Schema(implementation = RunBodies.StartedRun.class)))
    @APIResponse(responseCode = "400", description = "Fields are wrong; each is named with the reason")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another request")
    public Response start(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RunBodies.NewRun.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "replay",
                                                            value = "{\"problemSet\": \"gsm8k-model-solutions\","
                                                                    + " \"model\": \"replay:175b_verification\","
                                                                    + " \"mode\": \"SINGLE_SHOT\"}")))
                    InputStream body,
            @RestHeader("Idempotency-Key")
                    @Parameter(description = "1 to 200 visible ASCII characters; the same key makes one run")
                    @Nullable
                    String idempotencyKey)
            throws IOException {
        UUID id = bodies.read(body, MAX_BODY_BYTES, json -> launcher.launch(requests.forSet(json, idempotencyKey)).id);
        return Response.created(URI.create("/api/runs/" + id))
                .entity(new RunBodies.StartedRun(id))
                .build();
    }

    @GET
    @Operation(operationId = "listRuns", summary = "The runs, newest first; those of single questions left out")
    public Page<RunViews.Detail> list(
            @RestQuery @Parameter(description = "Only runs in that state") Optional<String> status,
            @RestQuery @Parameter(description = "Only runs of the campaign of that id") Optional<String> campaign,
            @RestQuery @Parameter(description = "What the page before gave as next") Optional<String> cursor,
            @RestQuery @Parameter(description = "Most runs to give, 1 to 100", example = "20") Optional<String> limit) {
        int most = limit.isPresent() ? Query.limit(limit, 100) : 20;
        return runs.list(
                Query.id("cursor", cursor),
                Query.choice("status", status, RunStatus.class),
                Query.id("campaign", campaign),
                most);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getRun", summary = "A run, how far it has come and how well it did")
    @APIResponse(responseCode = "404", description = "There is no such run")
    public RunViews.Detail get(@RestPath UUID id) {
        return runs.detail(id).orElseThrow(() -> ApiException.notFound("run", id));
    }

    @POST
    @Path("/{id}/pause")
    @Operation(
            operationId = "pauseRun",
            summary = "Lets no further turn of the run begin",
            description = "Calls that are running are completed. Pausing a paused run changes nothing.")
    @APIResponse(responseCode = "409", description = "The run has ended")
    public RunViews.Detail pause(@RestPath UUID id) {
        control.pauseRun(id);
        return get(id);
    }

    @POST
    @Path("/{id}/resume")
    @Operation(operationId = "resumeRun", summary = "Lets a paused run go on")
    @APIResponse(responseCode = "409", description = "The run has ended")
    public RunViews.Detail resume(@RestPath UUID id) {
        control.resumeRun(id);
        return get(id);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(operationId = "cancelRun", summary = "Ends the run; what has not ended is CANCELLED")
    @APIResponse(responseCode = "409", description = "The run has ended otherwise")
    public RunViews.Detail cancel(@RestPath UUID id) {
        control.cancelRun(id);
        return get(id);
    }

    @POST
    @Path("/{id}/budget")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeBudget",
            summary = "Gives the run other caps",
            description = "A run that was stopped because a cap was reached goes on exactly where it was; no call is"
                    + " repeated. What is left out stays, null lifts the cap.")
    @APIResponse(responseCode = "400", description = "A cap is below what is spent and reserved, or cannot be kept")
    @APIResponse(
            responseCode = "409",
            description = "The run is cancelled or ended by itself, or was started without a budget")
    public RunViews.Detail changeBudget(
            @RestPath UUID id,
            @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = RunBodies.NewBudget.class)))
                    InputStream body)
            throws IOException {
        return bodies.read(body, MAX_BODY_BYTES, json -> {
            budgets.change(id, BudgetChanges.of(json));
            return get(id);
        });
    }

    @POST
    @Path("/forecast")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "forecastRun",
            summary = "Tells what a run would use, without starting it",
            description = "Takes the body of a new run. Between the low and the high end lies how many turns the traces"
                    + " take, how long the replies are and how much of them the provider caches.")
    @APIResponse(responseCode = "400", description = "Fields are wrong; each is named with the reason")
    public CostViews.ForecastView forecast(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = RunBodies.NewRun.class)))
                    InputStream body)
            throws IOException {
        return bodies.read(body, MAX_BODY_BYTES, json -> {
            RunRequest request = requests.forSet(json, null);
            RunSettings.Prices prices = request.settings().prices();
            return CostViews.ForecastView.of(forecasts.of(request), prices == null ? null : prices.currency());
        });
    }

    @GET
    @Path("/{id}/critic")
    @Operation(
            operationId = "getCritic",
            summary = "What the critics of a run said, and what it is worth",
            description =
                    "A critique that fails claims that the answer will be wrong; the judge's verdicts tell how often"
                            + " that is so. With compareWith, the accuracy of the two runs, paired by problem: with and without"
                            + " a critic's feedback, say.")
    @APIResponse(responseCode = "400", description = "The run to compare with does not exist or shares no problem")
    @APIResponse(responseCode = "404", description = "There is no such run")
    public CriticViews.Report critic(
            @RestPath UUID id,
            @RestQuery @Parameter(description = "Id of a run over the same problems") Optional<String> compareWith) {
        return critics.report(id, Query.id("compareWith", compareWith))
                .orElseThrow(() -> ApiException.notFound("run", id));
    }

    @GET
    @Path("/{id}/traces")
    @Operation(operationId = "listTraces", summary = "The traces of a run")
    @APIResponse(responseCode = "404", description = "There is no such run")
    public Page<TraceViews.Listed> traces(
            @RestPath UUID id,
            @RestQuery @Parameter(description = "CORRECT, INCORRECT, UNDECIDED or NONE") Optional<String> verdict,
            @RestQuery @Parameter(description = "What the traces wait for, or FINISHED") Optional<String> state,
            @RestQuery @Parameter(description = "Id of a problem, or its place in the set from 0")
                    Optional<String> problem,
            @RestQuery @Parameter(description = "What the page before gave as next") Optional<String> cursor,
            @RestQuery @Parameter(description = "Most traces to give, 1 to 500", example = "50")
                    Optional<String> limit) {
        TraceFilter filter = new TraceFilter(
                TraceFilter.VerdictFilter.of(verdict),
                Query.choice("state", state, TraceStatus.class),
                TraceFilter.ProblemFilter.of(problem));
        return traces.list(id, filter, Query.id("cursor", cursor), Query.limit(limit))
                .orElseThrow(() -> ApiException.notFound("run", id));
    }
}
