/** Calls in flight, bounded for the whole cluster. */
@NullMarked
package org.openstrawberry.llm.limit.permit;

import org.jspecify.annotations.NullMarked;
