/** Hears of completed turns and decides which critiques are due. */
@NullMarked
package org.openstrawberry.verifier.schedule;

import org.jspecify.annotations.NullMarked;
