/** The orchestrator's REST interface, seen from the terminal. */
@NullMarked
package org.openstrawberry.cli.client;

import org.jspecify.annotations.NullMarked;
