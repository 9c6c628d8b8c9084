@NullMarked
package org.openstrawberry.cli.client;

import org.jspecify.annotations.NullMarked;
