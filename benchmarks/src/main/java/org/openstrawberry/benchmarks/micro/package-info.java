/** Measurements of the micro model; what they print is in {@code docs/micro-model.md}. */
@NullMarked
package org.openstrawberry.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
