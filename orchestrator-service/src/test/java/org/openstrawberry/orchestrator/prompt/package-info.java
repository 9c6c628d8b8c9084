@NullMarked
package org.openstrawberry.orchestrator.prompt;

import org.jspecify.annotations.NullMarked;
