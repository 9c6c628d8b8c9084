package org.openstrawberry.store.turn;

/**
 * What was said in one answered turn.
 *
 * @param index place of the turn in its trace, from 0
 * @param prompt the user's part
 * @param reply the assistant's part
 */
public record Exchange(int index, String prompt, String reply) {}
