package org.openstrawberry.orchestrator.problemset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Files in memory and what comes of reading them. */
final class TestFiles {
    static final ProblemFile.Mapping GUESSED = new ProblemFile.Mapping.Guessed();

    private TestFiles() {}

    record Result(ImportSummary summary, List<ProblemDraft> problems) {
        ProblemDraft first() {
            return problems.getFirst();
        }
    }

    static Result read(String text) {
        return read(text, "rows.jsonl");
    }

    static Result read(String text, String name) {
        return read(utf8(text), name, GUESSED, ImportLimits.DEFAULT);
    }

    static Result read(byte[] bytes, String name, ProblemFile.Mapping mapping, ImportLimits limits) {
        List<ProblemDraft> problems = new ArrayList<>();
        ImportSummary summary =
                new ProblemFile(() -> new ByteArrayInputStream(bytes), name, mapping, limits).read(problems::add);
        return new Result(summary, problems);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
