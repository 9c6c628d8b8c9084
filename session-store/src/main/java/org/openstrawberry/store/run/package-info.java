/** Runs and their settings. */
@NullMarked
package org.openstrawberry.store.run;

import org.jspecify.annotations.NullMarked;
