/** Measurements of the judge with JMH. */
@NullMarked
package org.openstrawberry.benchmarks.judge;

import org.jspecify.annotations.NullMarked;
