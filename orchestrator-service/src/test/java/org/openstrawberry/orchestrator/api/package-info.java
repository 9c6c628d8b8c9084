@NullMarked
package org.openstrawberry.orchestrator.api;

import org.jspecify.annotations.NullMarked;
