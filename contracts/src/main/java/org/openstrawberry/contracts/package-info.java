/** The words every module shares: kinds, reasons and outcomes, as they stand in tables, topics and REST bodies. */
@NullMarked
package org.openstrawberry.contracts;

import org.jspecify.annotations.NullMarked;
