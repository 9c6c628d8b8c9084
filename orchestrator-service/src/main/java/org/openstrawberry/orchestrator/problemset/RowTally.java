package org.openstrawberry.orchestrator.problemset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes rows in order, passes the good ones on and keeps count. */
final class RowTally {
    private final MappingGuess mapping;
    private final ImportLimits limits;
    private final Consumer<ProblemDraft> sink;
    private final ContentHash hash = new ContentHash();
    private final List<Rejection> rejected = new ArrayList<>();
    private int rows;
    private int problems;
    private int rejectedCount;

    RowTally(MappingGuess mapping, ImportLimits limits, Consumer<ProblemDraft> sink) {
        this.mapping = mapping;
        this.limits = limits;
        this.sink = sink;
    }

    void take(Row row) {
        rows++;
        if (rows > limits.rows()) {
            throw new ImportException(
                    ImportException.Code.TOO_MANY_ROWS, "The file has more than " + limits.rows() + " rows");
        }
        switch (row) {
            case Row.Broken broken -> reject(broken.line(), broken.reason());
            case Row.Fields fields -> take(fields);
        }
    }

    ImportSummary finish() {
        if (rows == 0) {
            throw new ImportException(ImportException.Code.EMPTY_FILE, "The file holds no rows");
        }
        return new ImportSummary(problems, rejected, rejectedCount, hash.finish(), mapping.name());
    }

    private void take(Row.Fields row) {
        ProblemDraft problem;
        try {
            problem = mapping.mapper().map(row.fields());
        } catch (RowRejectedException e) {
            reject(row.line(), String.valueOf(e.getMessage()));
            return;
        }
        List<ProblemDraft.Flaw> flaws = problem.flaws();
        if (flaws.isEmpty()) {
            problems++;
            hash.add(problem);
            sink.accept(problem);
        } else {
            reject(row.line(), flaws.getFirst().field() + " " + flaws.getFirst().reason());
        }
    }

    private void reject(long line, String reason) {
        rejectedCount++;
        if (rejected.size() < limits.rejections()) {
            rejected.add(new Rejection(line, rows, reason));
        }
    }
}
