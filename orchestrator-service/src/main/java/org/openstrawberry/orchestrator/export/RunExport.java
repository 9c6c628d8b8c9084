package org.openstrawberry.orchestrator.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.openstrawberry.orchestrator.export.ExportReader.Listed;
import org.openstrawberry.orchestrator.pair.Candidate;
import org.openstrawberry.orchestrator.pair.Pairing;
import org.openstrawberry.orchestrator.pair.PairingSettings;
import org.openstrawberry.orchestrator.pair.TracePair;

/**
 * Writes the traces of a run as training data, row by row. The same run, format and settings give the same bytes: rows come
 * in the order of problems and samples, and what is drawn is drawn from the seed.
 */
@ApplicationScoped
public class RunExport {
    /** Traces whose texts are in memory at a time; a trace of the largest allowed size has a few megabytes. */
    private static final int BATCH = 64;

    /** Traces that are measured with one query. */
    private static final int MEASURED = 5_000;

    /** Numbers are written as they are, and nothing is escaped that need not be. */
    private static final ObjectWriter WRITER = new ObjectMapper()
            .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true)
            .configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false)
            .writer();

    private final ExportReader reader;

    RunExport(ExportReader reader) {
        this.reader = reader;
    }

    /**
     * Writes the rows, each with a line feed at its end; the stream is left open.
     *
     * @param pairing used by formats of pairs
     * @return how many rows were written
     * @throws IOException what the stream throws
     */
    public long write(UUID runId, ExportFormat format, PairingSettings pairing, OutputStream out) throws IOException {
        List<Listed> traces = reader.list(runId);
        return switch (format.rows()) {
            case ALL -> writeTraces(traces, format, out);
            case JUDGED ->
                writeTraces(
                        traces.stream()
                                .filter(trace -> trace.correct().isPresent())
                                .toList(),
                        format,
                        out);
            case CORRECT ->
                writeTraces(
                        traces.stream()
                                .filter(trace -> trace.correct().orElse(false))
                                .toList(),
                        format,
                        out);
            case PAIRS -> writePairs(pairs(traces, pairing), format, out);
        };
    }

    /** The pairs that an export of a format of pairs is made of. */
    public List<TracePair> pairs(UUID runId, PairingSettings pairing) {
        return pairs(reader.list(runId), pairing);
    }

    private List<TracePair> pairs(List<Listed> traces, PairingSettings pairing) {
        Map<UUID, Candidate> measured = new HashMap<>();
        for (List<Listed> batch : batches(traces, MEASURED)) {
            reader.candidates(batch).forEach(candidate -> measured.put(candidate.traceId(), candidate));
        }
        List<TracePair> pairs = new ArrayList<>();
        int from = 0;
        while (from < traces.size()) {
            Listed first = traces.get(from);
            int to = from;
            List<Candidate> candidates = new ArrayList<>();
            while (to < traces.size() && traces.get(to).position() == first.position()) {
                Optional.ofNullable(measured.get(traces.get(to).id())).ifPresent(candidates::add);
                to++;
            }
            pairs.addAll(Pairing.pair(first.problemId(), first.position(), candidates, pairing));
            from = to;
        }
        return pairs;
    }

    private long writeTraces(List<Listed> traces, ExportFormat format, OutputStream out) throws IOException {
        long rows = 0;
        for (List<Listed> batch : batches(traces, BATCH)) {
            Map<UUID, ExportedTrace> texts =
                    reader.read(batch.stream().map(Listed::id).toList());
            for (Listed listed : batch) {
                Optional<ObjectNode> row =
                        Optional.ofNullable(texts.get(listed.id())).flatMap(trace -> ExportRows.of(format, trace));
                rows += write(row, out);
            }
        }
        return rows;
    }

    private long writePairs(List<TracePair> pairs, ExportFormat format, OutputStream out) throws IOException {
        long rows = 0;
        for (List<TracePair> batch : batches(pairs, BATCH / 2)) {
            Map<UUID, ExportedTrace> texts = reader.read(batch.stream()
                    .flatMap(pair ->
                            Stream.of(pair.chosen().traceId(), pair.rejected().traceId()))
                    .distinct()
                    .toList());
            for (TracePair pair : batch) {
                ExportedTrace chosen = texts.get(pair.chosen().traceId());
                ExportedTrace rejected = texts.get(pair.rejected().traceId());
                if (chosen != null && rejected != null) {
                    rows += write(ExportRows.of(format, chosen.dialogue(), rejected.dialogue()), out);
                }
            }
        }
        return rows;
    }

    private static long write(Optional<ObjectNode> row, OutputStream out) throws IOException {
        if (row.isEmpty()) {
            return 0;
        }
        out.write(WRITER.writeValueAsBytes(row.get()));
        out.write('\n');
        return 1;
    }

    private static <T> List<List<T>> batches(List<T> all, int size) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return batches;
    }
}
