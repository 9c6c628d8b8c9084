/** Programs that measure what the design promises. Run by hand, never by the tests. */
@NullMarked
package org.openstrawberry.benchmarks;

import org.jspecify.annotations.NullMarked;
