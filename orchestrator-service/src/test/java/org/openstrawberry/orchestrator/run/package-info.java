@NullMarked
package org.openstrawberry.orchestrator.run;

import org.jspecify.annotations.NullMarked;
