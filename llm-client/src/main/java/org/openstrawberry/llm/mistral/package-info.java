/** Mistral's chat protocol. */
@NullMarked
package org.openstrawberry.llm.mistral;

import org.jspecify.annotations.NullMarked;
