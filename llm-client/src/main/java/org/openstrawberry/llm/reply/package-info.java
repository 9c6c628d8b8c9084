/**
 * What a model's reply says by its tags: the title of the step and the final answer. Plain Java, linear in the length
 * of the reply, no regular expressions.
 */
@NullMarked
package org.openstrawberry.llm.reply;

import org.jspecify.annotations.NullMarked;
