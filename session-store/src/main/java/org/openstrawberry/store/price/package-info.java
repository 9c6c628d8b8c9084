/** What models cost. */
@NullMarked
package org.openstrawberry.store.price;

import org.jspecify.annotations.NullMarked;
