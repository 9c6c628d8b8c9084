/** What a comparison finds, and the face that every kind of ground truth has. */
@NullMarked
package org.openstrawberry.judge.finding;

import org.jspecify.annotations.NullMarked;
