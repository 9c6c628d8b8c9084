/** The events of the system. */
@NullMarked
package org.openstrawberry.contracts;

import org.jspecify.annotations.NullMarked;
