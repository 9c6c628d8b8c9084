package org.openstrawberry.orchestrator.problemset;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes problems of rows. */
interface RowMapper {

    /**
     * The problem in a row.
     *
     * @throws RowRejectedException when the row holds none
     */
    ProblemDraft map(ObjectNode row);
}
