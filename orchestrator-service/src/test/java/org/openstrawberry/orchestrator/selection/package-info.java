@NullMarked
package org.openstrawberry.orchestrator.selection;

import org.jspecify.annotations.NullMarked;
