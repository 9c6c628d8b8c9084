/** What the tests of the whole service share. */
@NullMarked
package org.openstrawberry.generator.testing;

import org.jspecify.annotations.NullMarked;
