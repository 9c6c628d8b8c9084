package org.openstrawberry.orchestrator.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.openstrawberry.orchestrator.export.ExportFormat;
import org.openstrawberry.orchestrator.export.RunExport;
import org.openstrawberry.orchestrator.pair.PairingSettings;

/** Runs as training data. */
@Path("/api/runs/{id}/export")
@RunOnVirtualThread
@Tag(name = "runs")
public class ExportResource {
    private static final String JSON_LINES = "application/x-ndjson";
    private static final String GZIP = "application/gzip";
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int MAX_PAIRS_PER_PROBLEM = 10_000;

    /** How the file is packed. */
    enum Compression {
        NONE,
        GZIP
    }

    private final RunExport export;
    private final RunQueries runs;

    ExportResource(RunExport export, RunQueries runs) {
        this.export = export;
        this.runs = runs;
    }

    @GET
    @Operation(
            operationId = "exportRun",
            summary = "The traces of a run as training data, one JSON object a line",
            description =
                    "Streams trl-dpo, openai-dpo, llama-factory or axolotl (pairs of a correct and an incorrect trace"
                            + " of one problem), trl-kto, stepwise, sft, openai-sft or traces. The same run, format and settings"
                            + " give the same file. Traces that were cancelled, stopped by a budget or ended by a failing"
                            + " provider are left out. A format in which one assistant message differs has rows of traces that"
                            + " part in one only: those of single-shot runs, or alike up to a turn.")
    @APIResponse(responseCode = "200", description = "The file")
    @APIResponse(responseCode = "400", description = "A parameter is wrong")
    @APIResponse(responseCode = "404", description = "There is no such run")
    public Response export(
            @RestPath UUID id,
            @RestQuery @Parameter(description = "The format", required = true, example = "trl-dpo")
                    Optional<String> format,
            @RestQuery @Parameter(description = "none or gzip", example = "none") Optional<String> compression,
            @RestQuery @Parameter(description = "Most pairs of one problem", example = "4")
                    Optional<String> pairsPerProblem,
            @RestQuery @Parameter(description = "The same seed makes the same pairs", example = "1")
                    Optional<String> seed) {
        ExportFormat chosen = format.flatMap(ExportFormat::of)
                .orElseThrow(() -> ApiException.invalid(
                        "format",
                        "must be one of "
                                + Arrays.stream(ExportFormat.values())
                                        .map(ExportFormat::id)
                                        .collect(Collectors.joining(", "))));
        Compression packing =
                Query.choice("compression", compression, Compression.class).orElse(Compression.NONE);
        PairingSettings pairing = new PairingSettings(
                Query.number("pairsPerProblem", pairsPerProblem, 1, MAX_PAIRS_PER_PROBLEM)
                        .orElse(PairingSettings.DEFAULT.perProblem()),
                Query.number("seed", seed, 0, Integer.MAX_VALUE)
                        .map(Integer::longValue)
                        .orElse(PairingSettings.DEFAULT.seed()));
        if (!runs.exists(id)) {
            throw ApiException.notFound("run", id);
        }
        StreamingOutput body = out -> write(id, chosen, pairing, packing, out);
        String name = id + "-" + chosen.id() + ".jsonl" + (packing == Compression.GZIP ? ".gz" : "");
        return Response.ok(body, packing == Compression.GZIP ? GZIP : JSON_LINES)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    private void write(UUID id, ExportFormat format, PairingSettings pairing, Compression packing, OutputStream out)
            throws IOException {
        switch (packing) {
            case NONE -> {
                BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
                export.write(id, format, pairing, buffered);
                buffered.flush();
            }
            case GZIP -> {
                GZIPOutputStream packed = new GZIPOutputStream(out, BUFFER_BYTES);
                export.write(id, format, pairing, packed);
                packed.finish();
            }
        }
    }
}
