/** Pairs a correct trace of a problem with an incorrect one. Plain Java. */
@NullMarked
package org.openstrawberry.orchestrator.pair;

import org.jspecify.annotations.NullMarked;
