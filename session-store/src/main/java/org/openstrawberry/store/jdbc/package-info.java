/** Small helpers around JDBC for the statements that handle many rows at once. */
@NullMarked
package org.openstrawberry.store.jdbc;

import org.jspecify.annotations.NullMarked;
