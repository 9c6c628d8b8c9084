package org.openstrawberry.orchestrator.problemset;

/**
 * A row that did not become a problem.
 *
 * @param line of the file on which it begins, from 1
 * @param row its number among the file's rows, from 1; tells rows of one line apart
 * @param reason for the user to read
 */
public record Rejection(long line, int row, String reason) {}
