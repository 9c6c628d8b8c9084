/**
 * Compares a final answer with the ground truth and says why. Plain Java: one face, {@link
 * org.openstrawberry.judge.Judge}, and a package for each kind of answer.
 */
@NullMarked
package org.openstrawberry.judge;

import org.jspecify.annotations.NullMarked;
