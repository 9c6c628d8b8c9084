/** Verdicts of the judge. */
@NullMarked
package org.openstrawberry.store.verdict;

import org.jspecify.annotations.NullMarked;
