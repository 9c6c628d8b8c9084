/** What the terminal shows: progress, reports, steps, errors. */
@NullMarked
package org.openstrawberry.cli.report;

import org.jspecify.annotations.NullMarked;
