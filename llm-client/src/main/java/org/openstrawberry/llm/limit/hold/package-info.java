/** When a provider asks that nothing be sent for a while. */
@NullMarked
package org.openstrawberry.llm.limit.hold;

import org.jspecify.annotations.NullMarked;
