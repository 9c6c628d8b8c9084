/** HTTP to model providers: time-outs, size limits, and what an error status means. */
@NullMarked
package org.openstrawberry.llm.http;

import org.jspecify.annotations.NullMarked;
