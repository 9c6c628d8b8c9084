package org.openstrawberry.orchestrator.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.ProviderStatus;

/** Where models come from. */
@Path("/api/models")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "models", description = "Where models come from; a model's name is provider:model")
public class ModelResource {
    private final ModelRegistry models;

    ModelResource(ModelRegistry models) {
        this.models = models;
    }

    @GET
    @Operation(
            operationId = "listModels",
            summary = "The providers, what each still needs, and the models that are named")
    public Models list() {
        return new Models(models.providers().stream().map(Provider::of).toList());
    }

    /** The providers. */
    @Schema(name = "Models")
    record Models(List<Provider> providers) {}

    /** A provider. */
    @Schema(name = "Provider")
    record Provider(
            @Schema(description = "What stands before the colon", examples = "openai")
            String prefix,

            @Schema(description = "Whether it can be used") boolean available,

            @Schema(description = "The variables to set before it can", examples = "[\"OPENAI_API_KEY\"]")
            List<String> missingVariables,

            @Schema(
                    description = "The models that its variables name; others can be asked for as well",
                    examples = "[\"ollama:llama3.1:8b\"]")
            List<String> models) {
        static Provider of(ProviderStatus status) {
            return new Provider(status.prefix(), status.available(), status.missingVariables(), status.models());
        }
    }
}
