package org.openstrawberry.micro.conversation;

/**
 * A prompt and the reply to it.
 *
 * @param reply as the model writes it, without the end token
 */
public record Turn(Prompt prompt, String reply) {}
