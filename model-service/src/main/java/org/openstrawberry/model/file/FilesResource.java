package org.openstrawberry.model.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.model.ModelConfig;
import org.openstrawberry.model.http.Answers;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.http.Json;
import org.openstrawberry.model.http.Page;

/** {@code /v1/files}. */
@Path("/v1/files")
@RunOnVirtualThread
public class FilesResource {
    private static final String FINE_TUNE = "fine-tune";
    private static final int MAX_NAME = 200;
    private static final int MAX_PAGE = 10_000;

    private final FileStore store;
    private final long maxBytes;

    FilesResource(FileStore store, ModelConfig config) {
        this.store = store;
        maxBytes = config.files().maxBytes().asLongValue();
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response upload(
            @RestForm("file") @Nullable FileUpload file,
            @RestForm @Nullable String purpose,
            @RestForm("expires_after[seconds]") @Nullable String expiresAfter)
            throws IOException {
        if (file == null) {
            throw ApiException.invalid("file", "missing_required_parameter", "Missing required parameter: 'file'.");
        }
        if (!FINE_TUNE.equals(purpose)) {
            throw ApiException.invalid(
                    "purpose", "invalid_value", "Invalid 'purpose': the only supported value is 'fine-tune'.");
        }
        if (file.size() == 0) {
            throw ApiException.invalid("file", "empty_file", "The file is empty.");
        }
        if (file.size() > maxBytes) {
            throw ApiException.refused(413, "file_too_large", "The file has more than " + maxBytes + " bytes.");
        }
        String name = Objects.requireNonNullElse(file.fileName(), "file.jsonl");
        if (name.length() > MAX_NAME) {
            throw ApiException.invalid("file", "invalid_value", "The file's name is too long.");
        }
        List<String> wrong = JsonLines.read(file.uploadedFile(), line -> {});
        if (!wrong.isEmpty()) {
            throw ApiException.invalid("file", "invalid_file_format", JsonLines.message(name, wrong));
        }
        return Answers.ok(store.add(file.uploadedFile(), name, FINE_TUNE, expiry(expiresAfter))
                .view());
    }

    private static @Nullable Long expiry(@Nullable String seconds) {
        if (seconds == null) {
            return null;
        }
        if (!seconds.matches("\\d{1,9}")) {
            throw ApiException.invalid(
                    "expires_after", "invalid_value", "Invalid 'expires_after[seconds]': a number of seconds.");
        }
        return Instant.now().getEpochSecond() + Long.parseLong(seconds);
    }

    @GET
    public Response list(
            @RestQuery @Nullable String purpose,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String order,
            @RestQuery @Nullable String after)
            throws IOException {
        List<StoredFile> all = store.list().stream()
                .filter(file -> purpose == null || purpose.equals(file.purpose()))
                .toList();
        List<StoredFile> ordered = "asc".equals(order) ? all.reversed() : all;
        Page<StoredFile> page = Page.of(ordered, StoredFile::id, after, Page.limit(limit, MAX_PAGE, MAX_PAGE));
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        page.items().forEach(file -> data.add(file.view()));
        return Answers.ok(page.describe(body, StoredFile::id));
    }

    @GET
    @Path("{id}")
    public Response get(@RestPath String id) throws IOException {
        return Answers.ok(find(id).view());
    }

    @GET
    @Path("{id}/content")
    public Response content(@RestPath String id) throws IOException {
        java.nio.file.Path content = store.content(find(id));
        return Response.ok(Files.newInputStream(content), MediaType.APPLICATION_OCTET_STREAM)
                .build();
    }

    @DELETE
    @Path("{id}")
    public Response delete(@RestPath String id) throws IOException {
        store.delete(find(id).id());
        return Answers.ok(Json.object().put("id", id).put("object", "file").put("deleted", true));
    }

    private StoredFile find(String id) throws IOException {
        return store.find(id)
                .orElseThrow(() -> ApiException.notFound("id", "file_not_found", "No such File object: " + id));
    }
}
