/** Tells an operator's server how jobs ended. */
@NullMarked
package org.openstrawberry.model.webhook;

import org.jspecify.annotations.NullMarked;
