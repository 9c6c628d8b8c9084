/** Public events, written with the change they tell of. */
@NullMarked
package org.openstrawberry.store.outbox;

import org.jspecify.annotations.NullMarked;
