/** When a failed call is tried again, and how long to wait before. */
@NullMarked
package org.openstrawberry.llm.retry;

import org.jspecify.annotations.NullMarked;
