/**
 * The trace loop as a state machine: sealed states, each legal transition a method on its source state. Plain Java, no
 * framework, no clock, no randomness that does not derive from the trace's seed.
 */
@NullMarked
package org.openstrawberry.orchestrator.trace;

import org.jspecify.annotations.NullMarked;
