/** Critiques and the queue that verifiers claim them from. */
@NullMarked
package org.openstrawberry.store.critique;

import org.jspecify.annotations.NullMarked;
