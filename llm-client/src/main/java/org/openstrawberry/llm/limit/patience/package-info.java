/** How long a call waits for what its key allows, and how many may. */
@NullMarked
package org.openstrawberry.llm.limit.patience;

import org.jspecify.annotations.NullMarked;
