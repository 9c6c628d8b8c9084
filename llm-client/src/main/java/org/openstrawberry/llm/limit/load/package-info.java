/** Calls in flight to a server of our own, as many as its latency bears. */
@NullMarked
package org.openstrawberry.llm.limit.load;

import org.jspecify.annotations.NullMarked;
