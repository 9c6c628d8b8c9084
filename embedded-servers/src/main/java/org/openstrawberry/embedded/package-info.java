/** A real Kafka broker and a real PostgreSQL server as child processes, from Maven artifacts; for the launcher and the tests. */
@NullMarked
package org.openstrawberry.embedded;

import org.jspecify.annotations.NullMarked;
