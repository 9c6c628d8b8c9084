@NullMarked
package org.openstrawberry.orchestrator.export;

import org.jspecify.annotations.NullMarked;
