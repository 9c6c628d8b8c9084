/** The REST interface: resources, the bodies they take and give, and how errors are told. */
@NullMarked
package org.openstrawberry.orchestrator.api;

import org.jspecify.annotations.NullMarked;
