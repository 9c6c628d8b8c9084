/** Mathematics as a tree, and the bounded parser that reads it from LaTeX, plain text and Unicode. */
@NullMarked
package org.openstrawberry.judge.formula;

import org.jspecify.annotations.NullMarked;
