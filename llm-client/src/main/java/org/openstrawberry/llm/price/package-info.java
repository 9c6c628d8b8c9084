/** What the tokens of models cost, by name. */
@NullMarked
package org.openstrawberry.llm.price;

import org.jspecify.annotations.NullMarked;
