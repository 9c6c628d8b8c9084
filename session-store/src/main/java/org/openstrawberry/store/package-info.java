/** The session state in PostgreSQL: what every service reads and writes. */
@NullMarked
package org.openstrawberry.store;

import org.jspecify.annotations.NullMarked;
