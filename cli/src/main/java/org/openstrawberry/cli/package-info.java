/** The strawberry command. */
@NullMarked
package org.openstrawberry.cli;

import org.jspecify.annotations.NullMarked;
