@NullMarked
package org.openstrawberry.orchestrator.worth;

import org.jspecify.annotations.NullMarked;
