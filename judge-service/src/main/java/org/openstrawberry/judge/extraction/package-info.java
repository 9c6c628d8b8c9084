/** Finds the answer in a reply, by linear scanners in order of priority. */
@NullMarked
package org.openstrawberry.judge.extraction;

import org.jspecify.annotations.NullMarked;
