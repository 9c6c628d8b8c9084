/** Word problems with known answers and step-by-step working, in graded levels, made from seeds. */
@NullMarked
package org.openstrawberry.micro.task;

import org.jspecify.annotations.NullMarked;
