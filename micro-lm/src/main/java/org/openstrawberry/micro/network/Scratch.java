package org.openstrawberry.micro.network;

/** Room that the parts of a network use one after the other. */
final class Scratch {

    /** rows x width: gradient of what a norm gives. */
    float[] normGradient = {};
    /** rows x hidden or rows x 3 width. */
    float[] wide = {};
    /** The same. */
    float[] wideGradient = {};
}
