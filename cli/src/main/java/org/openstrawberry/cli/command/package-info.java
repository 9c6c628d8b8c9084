/** The commands, their options and exit codes. */
@NullMarked
package org.openstrawberry.cli.command;

import org.jspecify.annotations.NullMarked;
