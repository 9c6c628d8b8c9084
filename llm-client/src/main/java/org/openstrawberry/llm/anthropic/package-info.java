/** Anthropic's messages protocol. */
@NullMarked
package org.openstrawberry.llm.anthropic;

import org.jspecify.annotations.NullMarked;
