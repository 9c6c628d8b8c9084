package org.openstrawberry.micro.sample;

import java.util.concurrent.CompletableFuture;

/** A request that waits for a slot, and where its sample goes. */
record Pending(SampleRequest request, CompletableFuture<Sample> future) {

    /** Tokens that decide which worker should take it. */
    private static final int TELLING = 12;

    /** The worker, of so many, that probably served what the prompt begins like. */
    int favourite(int workers) {
        int hash = 1;
        int[] prompt = request.prompt();
        for (int i = 0; i < Math.min(TELLING, prompt.length); i++) {
            hash = 31 * hash + prompt[i];
        }
        return Math.floorMod(hash ^ (hash >>> 16), workers);
    }
}
