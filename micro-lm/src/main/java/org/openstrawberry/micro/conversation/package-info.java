/** Conversations about a problem, as the model's tokens and as the text that others see. */
@NullMarked
package org.openstrawberry.micro.conversation;

import org.jspecify.annotations.NullMarked;
