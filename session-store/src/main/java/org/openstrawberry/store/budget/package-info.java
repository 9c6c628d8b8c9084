/** What runs may spend: prices, bounds of single calls, reservations. */
@NullMarked
package org.openstrawberry.store.budget;

import org.jspecify.annotations.NullMarked;
