package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A row of a file, as far as it could be read. */
sealed interface Row {

    /** The line it begins on, from 1. */
    long line();

    /**
     * A row with its fields.
     *
     * @param fields by name; those of a CSV file are all texts
     */
    record Fields(long line, ObjectNode fields) implements Row {}

    /**
     * A row that could not be read; those after it can.
     *
     * @param reason for the user to read
     */
    record Broken(long line, String reason) implements Row {}
}
