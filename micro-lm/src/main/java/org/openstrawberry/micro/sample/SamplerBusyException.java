package org.openstrawberry.micro.sample;

/** As many requests wait as may; try again later. */
public final class SamplerBusyException extends RuntimeException {

    SamplerBusyException() {
        super("as many requests wait for the sampler as may");
    }
}
