/** Streams of what happens in a run, for those who watch it. */
@NullMarked
package org.openstrawberry.orchestrator.events;

import org.jspecify.annotations.NullMarked;
