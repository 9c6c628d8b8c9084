package org.openstrawberry.messaging.loop;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The loops of this process that must go on; {@link LoopsLive} looks at them. Safe between threads. */
@Singleton
public final class Loops {
    private final List<Loop> watched = new CopyOnWriteArrayList<>();

    /** Names loops to be looked at from their start until they are closed. */
    public void watch(Loop... loops) {
        watched.addAll(List.of(loops));
    }

    List<Loop> watched() {
        return List.copyOf(watched);
    }
}
