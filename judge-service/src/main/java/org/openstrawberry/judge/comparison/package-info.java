/** Whether two formulas mean the same: numbers, expressions, equations, regions, lists and matrices. */
@NullMarked
package org.openstrawberry.judge.comparison;

import org.jspecify.annotations.NullMarked;
