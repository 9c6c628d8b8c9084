/** Runs that belong together. */
@NullMarked
package org.openstrawberry.store.campaign;

import org.jspecify.annotations.NullMarked;
