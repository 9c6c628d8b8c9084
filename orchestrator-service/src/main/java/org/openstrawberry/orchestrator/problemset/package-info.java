/**
 * Imports problem sets. Reading a file and mapping its rows to problems is plain Java over streams; only
 * {@code ProblemSetStore} knows the database.
 */
@NullMarked
package org.openstrawberry.orchestrator.problemset;

import org.jspecify.annotations.NullMarked;
