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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.price.PriceTable;
import org.openstrawberry.orchestrator.campaign.CampaignRequest;
import org.openstrawberry.orchestrator.campaign.Campaigns;

/** Campaigns: making them, watching them and changing what they may spend. */
@Path("/api/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "campaigns", description = "Runs that belong together and share a budget")
public class CampaignResource {
    private static final int MAX_NAME_LENGTH = 200;

    private final JsonBodies bodies;
    private final Campaigns campaigns;
    private final CampaignQueries queries;
    private final PriceTable prices;

    CampaignResource(JsonBodies bodies, Campaigns campaigns, CampaignQueries queries, PriceTable prices) {
        this.bodies = bodies;
        this.campaigns = campaigns;
        this.queries = queries;
        this.prices = prices;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createCampaign",
            summary = "Makes a campaign, to which runs can be started",
            description = "All its runs together never spend more than its budget. With an Idempotency-Key the same"
                    + " request can be sent again: it answers 201 with the campaign that the first one made.")
    @APIResponse(
            responseCode = "201",
            description = "The campaign is stored",
            content = @Content(schema = @Schema(implementation = CampaignViews.Created.class)))
    @APIResponse(responseCode = "400", description = "Fields are wrong; each is named with the reason")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key was used for another request")
    public Response create(
            @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = CampaignViews.NewCampaign.class)))
                    InputStream body,
            @RestHeader("Idempotency-Key")
                    @Parameter(description = "1 to 200 visible ASCII characters; the same key makes one campaign")
                    @Nullable
                    String idempotencyKey)
            throws IOException {
        UUID id = bodies.read(
                body, RunResource.MAX_BODY_BYTES, json -> campaigns.create(request(json, idempotencyKey)).id);
        return Response.created(URI.create("/api/campaigns/" + id))
                .entity(new CampaignViews.Created(id))
                .build();
    }

    private CampaignRequest request(JsonBody body, @Nullable String idempotencyKey) {
        Optional<String> key = RunRequests.key(idempotencyKey);
        FieldReader reader = new FieldReader(body.fields());
        String name = reader.requiredText("name", MAX_NAME_LENGTH);
        FieldReader budget = reader.object("budget");
        CampaignRequest request = new CampaignRequest(
                name,
                RunOrderReader.tokenCap(budget),
                RunOrderReader.costCap(budget),
                prices.currency(),
                key,
                body.hash());
        reader.requireValid();
        return request;
    }

    @GET
    @Operation(operationId = "listCampaigns", summary = "The campaigns, newest first")
    public Page<CampaignViews.Detail> list(
            @RestQuery @Parameter(description = "What the page before gave as next") Optional<String> cursor,
            @RestQuery @Parameter(description = "Most campaigns to give, 1 to 500", example = "50")
                    Optional<String> limit) {
        return queries.list(Query.id("cursor", cursor), Query.limit(limit));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getCampaign",
            summary = "A campaign, what its runs have spent and how many they are",
            description = "Its runs are listed by GET /api/runs?campaign={id}.")
    @APIResponse(responseCode = "404", description = "There is no such campaign")
    public CampaignViews.Detail get(@RestPath UUID id) {
        return queries.detail(id).orElseThrow(() -> ApiException.notFound("campaign", id));
    }

    @POST
    @Path("/{id}/budget")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeCampaignBudget",
            summary = "Gives the campaign other caps",
            description = "Runs that were stopped because a cap of the campaign was reached go on exactly where they"
                    + " were; no call is repeated. What is left out stays, null lifts the cap.")
    @APIResponse(responseCode = "400", description = "A cap is below what is spent and reserved, or cannot be kept")
    @APIResponse(responseCode = "404", description = "There is no such campaign")
    public CampaignViews.Detail changeBudget(
            @RestPath UUID id,
            @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = RunBodies.NewBudget.class)))
                    InputStream body)
            throws IOException {
        return bodies.read(body, RunResource.MAX_BODY_BYTES, json -> {
            campaigns.changeBudget(id, BudgetChanges.of(json));
            return get(id);
        });
    }
}
