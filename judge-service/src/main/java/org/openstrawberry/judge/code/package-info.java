/** Text whose every character counts, and regular expressions that an answer must match. */
@NullMarked
package org.openstrawberry.judge.code;

import org.jspecify.annotations.NullMarked;
