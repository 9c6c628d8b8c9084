package org.openstrawberry.orchestrator.problemset;

/**
 * A record of a text file.
 *
 * @param line the number of its first line, from 1
 * @param text without the line end; empty when it was too long
 * @param tooLong whether it had more bytes than allowed and was passed over
 * @param openQuote whether the file ended within a quoted field
 */
record TextRecord(long line, String text, boolean tooLong, boolean openQuote) {}
