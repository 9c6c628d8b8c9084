/** Yes and no, true and false. */
@NullMarked
package org.openstrawberry.judge.yesno;

import org.jspecify.annotations.NullMarked;
