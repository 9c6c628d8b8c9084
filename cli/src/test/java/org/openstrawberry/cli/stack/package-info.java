@NullMarked
package org.openstrawberry.cli.stack;

import org.jspecify.annotations.NullMarked;
