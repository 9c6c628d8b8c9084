/** Lists of words and quantities. */
@NullMarked
package org.openstrawberry.judge.list;

import org.jspecify.annotations.NullMarked;
