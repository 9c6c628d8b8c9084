/** Limits of provider keys: what a call waits for before it is made. */
@NullMarked
package org.openstrawberry.llm.limit;

import org.jspecify.annotations.NullMarked;
