package org.openstrawberry.orchestrator.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.contracts.ComparisonPolicy;
import org.openstrawberry.orchestrator.problemset.ImportConfig;
import org.openstrawberry.orchestrator.problemset.ImportLimits;
import org.openstrawberry.orchestrator.problemset.ProblemFile;
import org.openstrawberry.orchestrator.problemset.ProblemList;
import org.openstrawberry.orchestrator.problemset.ProblemSetImporter;
import org.openstrawberry.orchestrator.problemset.ProblemSource;

/** Problem sets: imports, the list and each by itself. */
@Path("/api/problem-sets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "problem sets", description = "Named, versioned, immutable imports of problems with known answers")
public class ProblemSetResource {
    private static final int MAX_JSON_BYTES = 8 * 1024 * 1024;

    private final ProblemSetImporter importer;
    private final ProblemSetQueries queries;
    private final JsonBodies bodies;
    private final Gate imports;
    private final ImportLimits limits;

    ProblemSetResource(
            ProblemSetImporter importer,
            ProblemSetQueries queries,
            JsonBodies bodies,
            ApiConfig api,
            ImportConfig config) {
        this.importer = importer;
        this.queries = queries;
        this.bodies = bodies;
        this.imports = new Gate(api.imports(), api.busyWait(), "imports");
        this.limits = config.limits();
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "importProblemSet",
            summary = "Imports a file or a list of problems",
            description =
                    "A file (multipart/form-data) is JSONL, JSON (a list, or an object that holds one) or CSV, in UTF-8,"
                            + " gzipped or not. Which fields make a problem is said by a preset or a mapping, or found"
                            + " out. Bad rows are listed by line and the good ones kept; with strict, one bad row"
                            + " forbids the import. The same content under the same name is the same set (200); other"
                            + " content is its next version (201). Problems may also be given as JSON, up to 8 MiB; a"
                            + " file may have 512 MiB, unpacked.")
    @APIResponse(
            responseCode = "201",
            description = "Imported",
            content = @Content(schema = @Schema(implementation = ProblemSetViews.Imported.class)))
    @APIResponse(
            responseCode = "200",
            description = "The name had this content already; nothing was stored",
            content = @Content(schema = @Schema(implementation = ProblemSetViews.Imported.class)))
    @APIResponse(responseCode = "413", description = "The file or the JSON is too large")
    @APIResponse(responseCode = "422", description = "No row is good, or with strict one is bad")
    @APIResponse(
            responseCode = "503",
            description = "Too many imports are under way, or the database is away; try again after Retry-After")
    public Response importFile(
            @RestForm("file") @Nullable FileUpload file,
            @RestForm
                    @Parameter(description = "Name of the set; by default the file's", example = "gsm8k-test")
                    @Nullable
                    String name,
            @RestForm @Parameter(description = "A well-known file's mapping", example = "gsm8k") @Nullable
                    String preset,
            @RestForm
                    @Parameter(
                            description = "Which fields make a problem, as JSON: prompt (a field, or a text with fields"
                                    + " in braces), groundTruth, extraction (AS_IS, AFTER_HASHES, BOXED,"
                                    + " AFTER_LAST_A), answerType, id, level, subject, list, recordings",
                            example = "{\"prompt\": \"question\", \"groundTruth\": \"answer\"}")
                    @Nullable
                    String mapping,
            @RestForm
                    @Parameter(
                            description = "How answers are compared, as JSON: percent (LENIENT, EXACT), units (LENIENT,"
                                    + " STRICT), order (ANY, SAME), tolerance (0, 0.01, 1%)",
                            example = "{\"percent\": \"EXACT\"}")
                    @Nullable
                    String policy,
            @RestForm @DefaultValue("false") @Parameter(description = "Whether one bad row forbids the import")
                    String strict) {
        if (file == null) {
            throw ApiException.invalid("file", "is missing: send the file as the part \"file\" of multipart/form-data");
        }
        String fileName = Optional.ofNullable(file.fileName()).orElse("");
        ProblemFile source = new ProblemFile(
                () -> Files.newInputStream(file.uploadedFile()),
                fileName,
                ProblemSetBodies.mapping(Optional.ofNullable(preset), Optional.ofNullable(mapping)),
                limits);
        String setName = name(Optional.ofNullable(name).orElse(baseName(fileName)));
        return response(importSet(setName, source, flag("strict", strict), PolicyBodies.given(policy)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createProblemSet", hidden = true)
    public Response importJson(
            @RequestBody(content = @Content(schema = @Schema(implementation = ProblemSetBodies.Inline.class)))
                    InputStream body)
            throws IOException {
        return bodies.read(body, MAX_JSON_BYTES, json -> {
            ProblemSetBodies.Content content = ProblemSetBodies.inline(json);
            ProblemList problems = new ProblemList(content.problems());
            return response(importSet(name(content.name()), problems, true, content.policy()));
        });
    }

    private ProblemSetImporter.Outcome importSet(
            String name, ProblemSource source, boolean strict, ComparisonPolicy policy) {
        try (Gate.Pass _ = imports.enter()) {
            return importer.importSet(name, source, strict, false, policy);
        }
    }

    @GET
    @Operation(operationId = "listProblemSets", summary = "The imported sets, newest first")
    public Page<ProblemSetViews.Listed> list(
            @RestQuery @Parameter(description = "Only sets of that name") Optional<String> name,
            @RestQuery @Parameter(description = "What the page before gave as next") Optional<String> cursor,
            @RestQuery @Parameter(description = "Most sets to give, 1 to 500", example = "50") Optional<String> limit) {
        return queries.list(Query.id("cursor", cursor), Query.text("name", name), Query.limit(limit));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getProblemSet", summary = "One set, with the names of its recordings")
    @APIResponse(responseCode = "404", description = "There is no such set")
    public ProblemSetViews.Detail get(@RestPath UUID id) {
        return queries.detail(id).orElseThrow(() -> ApiException.notFound("problem set", id));
    }

    private static Response response(ProblemSetImporter.Outcome outcome) {
        return Response.status(outcome.created() ? Response.Status.CREATED : Response.Status.OK)
                .location(URI.create("/api/problem-sets/" + outcome.set().id))
                .entity(ProblemSetViews.Imported.of(outcome))
                .build();
    }

    private static String name(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()) {
            throw ApiException.invalid("name", "is missing");
        }
        if (stripped.length() > ProblemSetBodies.MAX_NAME_LENGTH) {
            throw ApiException.invalid("name", "must have at most " + ProblemSetBodies.MAX_NAME_LENGTH + " characters");
        }
        if (stripped.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.invalid("name", "must not hold control characters");
        }
        return stripped;
    }

    private static String baseName(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        return name.replaceFirst("(\\.(jsonl|ndjson|json|csv|txt))?(\\.gz)?$", "");
    }

    private static boolean flag(String field, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw ApiException.invalid(field, "must be true or false");
        };
    }
}
