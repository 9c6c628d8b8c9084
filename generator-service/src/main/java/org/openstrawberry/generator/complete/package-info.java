/** How a turn's end is stored and told. */
@NullMarked
package org.openstrawberry.generator.complete;

import org.jspecify.annotations.NullMarked;
