package org.openstrawberry.orchestrator.problemset;

import java.io.IOException;
import java.util.Optional;

/** Reads the rows of a file one after another, holding one at a time. */
interface RowReader {

    /**
     * The next row; empty at the end of the file.
     *
     * @throws ImportException when the rest of the file cannot be read as rows
     * @throws IOException when the file cannot be read
     */
    Optional<Row> next() throws IOException;
}
