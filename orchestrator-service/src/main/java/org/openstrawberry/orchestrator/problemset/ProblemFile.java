package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/**
 * A file of problems: JSONL, JSON or CSV in UTF-8, gzipped or not. Rows that cannot be used are listed and the others
 * kept; what makes the file as a whole unreadable is an {@link ImportException}.
 */
public final class ProblemFile implements ProblemSource {
    private static final int ROWS_TO_GUESS_FROM = 10;
    private static final int BROKEN_ROWS_TO_PASS = 1_000;

    private final Content content;
    private final String fileName;
    private final Mapping mapping;
    private final ImportLimits limits;

    /** Opens the file from its beginning; called once for every reading. */
    public interface Content {
        /**
         * The file's bytes, to be closed by the caller.
         *
         * @throws IOException when the file cannot be opened
         */
        InputStream open() throws IOException;
    }

    /** How rows become problems. */
    public sealed interface Mapping {
        /** By what the file looks like. */
        record Guessed() implements Mapping {}

        /** As a well-known file. */
        record ByPreset(Preset preset) implements Mapping {}

        /** As the user says. */
        record Given(FieldMapping fields) implements Mapping {}
    }

    /**
     * A file that is read when it is asked for its problems.
     *
     * @param fileName as the user called it; its ending helps where the content leaves doubt
     */
    public ProblemFile(Content content, String fileName, Mapping mapping, ImportLimits limits) {
        this.content = content;
        this.fileName = fileName;
        this.mapping = mapping;
        this.limits = limits;
    }

    @Override
    public ImportSummary read(Consumer<ProblemDraft> sink) {
        try (InputStream file = content.open()) {
            RowReader rows = FileFormat.open(SourceText.open(file, limits), fileName, limits, listField());
            List<Row> first = firstRows(rows);
            MappingGuess chosen = choose(first);
            RowTally tally = new RowTally(chosen, limits, sink);
            first.forEach(tally::take);
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                tally.take(row.get());
            }
            return tally.finish();
        } catch (ZipException | EOFException e) {
            throw new ImportException(
                    ImportException.Code.MALFORMED_FILE, "The gzip compression is broken or cut short", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the uploaded file", e);
        }
    }

    private Optional<String> listField() {
        return switch (mapping) {
            case Mapping.Given given -> given.fields().list();
            case Mapping.ByPreset _, Mapping.Guessed _ -> Optional.empty();
        };
    }

    private static List<Row> firstRows(RowReader rows) throws IOException {
        List<Row> first = new ArrayList<>();
        int good = 0;
        while (good < ROWS_TO_GUESS_FROM && first.size() < BROKEN_ROWS_TO_PASS) {
            Optional<Row> row = rows.next();
            if (row.isEmpty()) {
                break;
            }
            first.add(row.get());
            if (row.get() instanceof Row.Fields) {
                good++;
            }
        }
        return first;
    }

    private MappingGuess choose(List<Row> first) {
        return switch (mapping) {
            case Mapping.Given given -> new MappingGuess("given", given.fields());
            case Mapping.ByPreset by ->
                new MappingGuess(by.preset().wireName(), by.preset().mapper());
            case Mapping.Guessed _ -> guess(first);
        };
    }

    private static MappingGuess guess(List<Row> first) {
        List<ObjectNode> fields = first.stream()
                .filter(Row.Fields.class::isInstance)
                .map(row -> ((Row.Fields) row).fields())
                .toList();
        return fields.isEmpty() ? MappingGuess.none() : MappingGuess.of(fields);
    }
}
