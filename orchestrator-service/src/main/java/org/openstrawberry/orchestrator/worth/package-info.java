/** What critics are worth, measured against the judge's verdicts. Plain Java. */
@NullMarked
package org.openstrawberry.orchestrator.worth;

import org.jspecify.annotations.NullMarked;
