/** The processes of one stack on this machine: what runs, on which ports, how it starts and how it stops. */
@NullMarked
package org.openstrawberry.cli.stack;

import org.jspecify.annotations.NullMarked;
