/** What a model is shown: system text, earlier turns, the new prompt. */
@NullMarked
package org.openstrawberry.generator.conversation;

import org.jspecify.annotations.NullMarked;
