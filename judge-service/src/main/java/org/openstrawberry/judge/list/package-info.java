/** Lists, sets, tuples and intervals of values. */
@NullMarked
package org.openstrawberry.judge.list;

import org.jspecify.annotations.NullMarked;
