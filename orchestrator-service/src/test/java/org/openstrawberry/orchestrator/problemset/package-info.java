@NullMarked
package org.openstrawberry.orchestrator.problemset;

import org.jspecify.annotations.NullMarked;
