/** Exact fractions of bounded size. */
@NullMarked
package org.openstrawberry.judge.rational;

import org.jspecify.annotations.NullMarked;
