/** The judge as a service: hears proposed answers, stores verdicts, publishes them. */
@NullMarked
package org.openstrawberry.judge.service;

import org.jspecify.annotations.NullMarked;
