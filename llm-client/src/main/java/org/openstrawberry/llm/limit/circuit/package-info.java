/** Keeps calls away from a provider that fails. */
@NullMarked
package org.openstrawberry.llm.limit.circuit;

import org.jspecify.annotations.NullMarked;
