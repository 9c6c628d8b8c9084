/** Arithmetic: tokens, a bounded recursive-descent parser, exact values. */
@NullMarked
package org.openstrawberry.judge.expression;

import org.jspecify.annotations.NullMarked;
