/** Which models there are, and those that are in memory. */
@NullMarked
package org.openstrawberry.model.catalog;

import org.jspecify.annotations.NullMarked;
