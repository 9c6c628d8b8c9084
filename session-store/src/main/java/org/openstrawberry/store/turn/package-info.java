/** Turns and the queue that generators claim them from. */
@NullMarked
package org.openstrawberry.store.turn;

import org.jspecify.annotations.NullMarked;
