/** What bounds the work on one answer, whoever wrote it. */
@NullMarked
package org.openstrawberry.judge.budget;

import org.jspecify.annotations.NullMarked;
