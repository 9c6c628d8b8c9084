/** Which problems of a run are worth learning from. Plain Java but for the query that counts. */
@NullMarked
package org.openstrawberry.orchestrator.selection;

import org.jspecify.annotations.NullMarked;
