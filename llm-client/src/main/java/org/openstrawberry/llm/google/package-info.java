/** Gemini's protocol. */
@NullMarked
package org.openstrawberry.llm.google;

import org.jspecify.annotations.NullMarked;
