/** Unicode and LaTeX brought to one plain form; comparison of words and of unread mathematics. */
@NullMarked
package org.openstrawberry.judge.text;

import org.jspecify.annotations.NullMarked;
