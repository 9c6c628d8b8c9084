/** The servers as resources of a {@code @QuarkusTest}: one of each per test JVM, shared by all test classes. */
@NullMarked
package org.openstrawberry.embedded.testing;

import org.jspecify.annotations.NullMarked;
