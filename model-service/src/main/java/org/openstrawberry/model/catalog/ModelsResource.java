package org.openstrawberry.model.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jboss.resteasy.reactive.RestPath;
import org.openstrawberry.model.http.Answers;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.http.Json;

/** {@code /v1/models}. */
@Path("/v1/models")
@RunOnVirtualThread
public class ModelsResource {
    /** The base is as old as the library's first version. */
    private static final long BASE_CREATED = 1_767_225_600;

    private static final String OWNER = "open-strawberry";

    private final ModelCatalog catalog;
    private final LoadedModels loaded;

    ModelsResource(ModelCatalog catalog, LoadedModels loaded) {
        this.catalog = catalog;
        this.loaded = loaded;
    }

    @GET
    public Response list() {
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        data.add(base());
        catalog.tuned().forEach(model -> data.add(view(model)));
        return Answers.ok(body);
    }

    @GET
    @Path("{id}")
    public Response get(@RestPath String id) {
        return Answers.ok(
                id.equals(catalog.baseName())
                        ? base()
                        : view(catalog.tuned(id).orElseThrow(() -> ModelCatalog.unknown(id))));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@RestPath String id) throws IOException {
        if (id.equals(catalog.baseName())) {
            throw ApiException.refused(403, "permission_denied", "The base model cannot be deleted.");
        }
        catalog.delete(id);
        loaded.forget(id);
        return Answers.ok(Json.object().put("id", id).put("object", "model").put("deleted", true));
    }

    private ObjectNode base() {
        return view(catalog.baseName(), BASE_CREATED);
    }

    private static ObjectNode view(TunedModel model) {
        return view(model.id(), model.createdAt()).put("parent", model.parent());
    }

    private static ObjectNode view(String id, long created) {
        return Json.object()
                .put("id", id)
                .put("object", "model")
                .put("created", created)
                .put("owned_by", OWNER);
    }
}
