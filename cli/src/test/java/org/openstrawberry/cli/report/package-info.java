@NullMarked
package org.openstrawberry.cli.report;

import org.jspecify.annotations.NullMarked;
