package org.openstrawberry.micro.sample;

/** One token of one slot that is to be computed. */
record Position(KeyValueCache cache, int index, int token) {}
