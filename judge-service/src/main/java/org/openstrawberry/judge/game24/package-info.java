/** The game of 24: an expression over given numbers that makes 24. */
@NullMarked
package org.openstrawberry.judge.game24;

import org.jspecify.annotations.NullMarked;
