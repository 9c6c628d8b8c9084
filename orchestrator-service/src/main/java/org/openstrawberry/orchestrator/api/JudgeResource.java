package org.openstrawberry.orchestrator.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.AnswerType;
import org.openstrawberry.contracts.VerdictOutcome;

/** Judging one answer. */
@Path("/api/judge")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "judge", description = "Comparing an answer with the ground truth")
public class JudgeResource {
    private static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

    private final JsonBodies bodies;
    private final JudgeProxy judge;

    JudgeResource(JsonBodies bodies, JudgeProxy judge) {
        this.bodies = bodies;
        this.judge = judge;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "judge", summary = "Compares an answer with the ground truth")
    @APIResponse(
            responseCode = "200",
            description = "What the judge found",
            content = @Content(schema = @Schema(implementation = Judged.class)))
    @APIResponse(responseCode = "503", description = "The judge cannot be reached")
    public Response judge(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ToJudge.class)))
                    InputStream body)
            throws IOException {
        return bodies.read(body, MAX_BODY_BYTES, this::judged);
    }

    private Response judged(JsonBody request) {
        try {
            JudgeProxy.Answer answer = judge.judge(request.fields());
            return Response.status(answer.status())
                    .type(answer.status() == 200 ? MediaType.APPLICATION_JSON : ProblemDetail.MEDIA_TYPE)
                    .entity(answer.body())
                    .build();
        } catch (ProcessingException | FaultToleranceException e) {
            throw ApiException.causedBy(
                    ErrorCode.JUDGE_UNAVAILABLE, "The judge does not answer; try again in a moment", e);
        }
    }

    /** An answer to judge. */
    @Schema(name = "AnswerToJudge")
    record ToJudge(
            @Schema(
                    required = true,
                    description = "The answer, or a reply that holds it",
                    examples = "The answer is 18.")
            String answer,

            @Schema(required = true, examples = "18") String groundTruth,
            @Schema(defaultValue = "AUTO") @Nullable AnswerType type,
            @Schema(nullable = true) PolicyBodies.@Nullable Policy policy) {}

    /** What the judge found. */
    @Schema(name = "Judgement")
    record Judged(
            VerdictOutcome outcome,

            @Schema(description = "The comparison that decided", examples = "number")
            String rule,

            String ruleVersion,
            String reason,
            @Schema(nullable = true) @Nullable String extracted,
            @Schema(description = "What was compared") Map<String, String> normalForms) {}
}
