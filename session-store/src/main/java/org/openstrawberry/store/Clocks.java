package org.openstrawberry.store;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/** Gives every service its clock, so that a test can give it another. */
@Singleton
public class Clocks {
    @Produces
    @Singleton
    InstantSource systemClock() {
        return Clock.systemUTC();
    }
}
