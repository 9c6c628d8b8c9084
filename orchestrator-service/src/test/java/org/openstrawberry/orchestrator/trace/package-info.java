@NullMarked
package org.openstrawberry.orchestrator.trace;

import org.jspecify.annotations.NullMarked;
