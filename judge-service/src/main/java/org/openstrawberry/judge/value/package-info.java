/** The values of formulas: exact where they are fractions, else with a bound of their error. */
@NullMarked
package org.openstrawberry.judge.value;

import org.jspecify.annotations.NullMarked;
