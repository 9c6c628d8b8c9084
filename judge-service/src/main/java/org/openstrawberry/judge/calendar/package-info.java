/** Dates, times of day and ratios: numbers apart by slashes, dashes and colons. */
@NullMarked
package org.openstrawberry.judge.calendar;

import org.jspecify.annotations.NullMarked;
