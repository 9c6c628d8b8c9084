@NullMarked
package org.openstrawberry.orchestrator.report;

import org.jspecify.annotations.NullMarked;
