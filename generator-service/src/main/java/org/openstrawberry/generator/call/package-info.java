/** One claimed turn from its preparation to the model's reply. */
@NullMarked
package org.openstrawberry.generator.call;

import org.jspecify.annotations.NullMarked;
