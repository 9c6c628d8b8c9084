/** Runs: launching, admitting, advancing, controlling and reaping their traces. */
@NullMarked
package org.openstrawberry.orchestrator.run;

import org.jspecify.annotations.NullMarked;
