/** Writes traces and pairs in the formats that trainers read. Everything but the reading of the rows is plain Java. */
@NullMarked
package org.openstrawberry.orchestrator.export;

import org.jspecify.annotations.NullMarked;
