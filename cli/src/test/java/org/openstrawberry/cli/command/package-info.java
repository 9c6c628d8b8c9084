@NullMarked
package org.openstrawberry.cli.command;

import org.jspecify.annotations.NullMarked;
