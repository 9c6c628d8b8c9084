/** How many turns run at once, and which they are. Plain Java. */
@NullMarked
package org.openstrawberry.generator.slot;

import org.jspecify.annotations.NullMarked;
