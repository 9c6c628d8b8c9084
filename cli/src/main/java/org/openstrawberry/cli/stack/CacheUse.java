package org.openstrawberry.cli.stack;

/** What the processes of a stack do with the caches that let them start quickly; see {@link StartCache}. */
public enum CacheUse {
    /** Take what there is. */
    READ,
    /** Make them anew; each is written when its process stops in good order. */
    TRAIN
}
