package org.openstrawberry.orchestrator.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.openstrawberry.orchestrator.selection.Band;
import org.openstrawberry.orchestrator.selection.Placement;
import org.openstrawberry.orchestrator.selection.ProblemSelection;
import org.openstrawberry.orchestrator.selection.RunSelection;

/** Which problems of a run are barely solvable. */
@Path("/api/runs/{id}/selection")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "runs")
public class SelectionResource {
    private final RunSelection selection;
    private final RunQueries runs;

    SelectionResource(RunSelection selection, RunQueries runs) {
        this.selection = selection;
        this.runs = runs;
    }

    @GET
    @Operation(
            operationId = "selectProblems",
            summary = "How often each problem of a run was solved, and whether that is in the band",
            description =
                    "With another number of samples than `of` the band is scaled: its lower end is rounded up, its"
                            + " upper end down. Traces that were cancelled, stopped by a budget or ended by a failing provider"
                            + " do not count; those that ended without an answer are incorrect.")
    @APIResponse(responseCode = "404", description = "There is no such run")
    public SelectionViews.SelectionView select(
            @RestPath UUID id,
            @RestQuery @Parameter(description = "Least correct samples", example = "1") Optional<String> from,
            @RestQuery @Parameter(description = "Most correct samples", example = "10") Optional<String> to,
            @RestQuery @Parameter(description = "Samples that both refer to", example = "20") Optional<String> of,
            @RestQuery @Parameter(description = "Show only problems of that placement") Optional<String> placement,
            @RestQuery @Parameter(description = "What the page before gave as next") Optional<String> cursor,
            @RestQuery @Parameter(description = "Most problems to show, 1 to 500", example = "50")
                    Optional<String> limit) {
        Band band = band(from, to, of);
        Optional<Placement> only = Query.choice("placement", placement, Placement.class);
        int after = Query.number("cursor", cursor, 0, Integer.MAX_VALUE).orElse(-1);
        int most = Query.limit(limit);
        if (!runs.exists(id)) {
            throw ApiException.notFound("run", id);
        }
        List<ProblemSelection> all = selection.of(id, band);
        List<ProblemSelection> shown = all.stream()
                .filter(problem -> problem.position() > after)
                .filter(problem -> only.isEmpty() || only.get() == problem.placement())
                .limit(most + 1L)
                .toList();
        return SelectionViews.SelectionView.of(
                band, all, Page.of(shown, most, problem -> Integer.toString(problem.position())));
    }

    private static Band band(Optional<String> from, Optional<String> to, Optional<String> of) {
        int samples = Query.number("of", of, 1, RunOrderReader.MAX_SAMPLES).orElse(Band.DEFAULT.of());
        int least = Query.number("from", from, 0, samples).orElse(Math.min(Band.DEFAULT.from(), samples));
        int most = Query.number("to", to, least, samples).orElse(Math.max(least, Math.min(Band.DEFAULT.to(), samples)));
        return new Band(least, most, samples);
    }
}
