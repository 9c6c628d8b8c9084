@NullMarked
package org.openstrawberry.orchestrator.pair;

import org.jspecify.annotations.NullMarked;
