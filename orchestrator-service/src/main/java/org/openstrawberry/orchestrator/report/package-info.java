/** What became of a run, counted from the rows. The arithmetic is plain Java. */
@NullMarked
package org.openstrawberry.orchestrator.report;

import org.jspecify.annotations.NullMarked;
