/** Requests and tokens per minute, paced for the whole cluster. */
@NullMarked
package org.openstrawberry.llm.limit.pace;

import org.jspecify.annotations.NullMarked;
