/** Traces: the multi-turn sessions. */
@NullMarked
package org.openstrawberry.store.trace;

import org.jspecify.annotations.NullMarked;
