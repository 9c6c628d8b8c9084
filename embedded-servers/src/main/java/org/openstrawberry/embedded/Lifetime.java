package org.openstrawberry.embedded;

/** How long a server's process lives. */
public enum Lifetime {
    /** It ends with the JVM that started it, also when that one is killed. */
    PARENT,
    /** It goes on in a session of its own, out of reach of the terminal's Ctrl-C, until something stops it. */
    DETACHED
}
