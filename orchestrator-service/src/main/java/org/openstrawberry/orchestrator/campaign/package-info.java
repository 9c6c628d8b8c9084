/** Runs that belong together and share a budget. */
@NullMarked
package org.openstrawberry.orchestrator.campaign;

import org.jspecify.annotations.NullMarked;
