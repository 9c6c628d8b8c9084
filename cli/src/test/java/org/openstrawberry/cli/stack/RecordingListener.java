package org.openstrawberry.cli.stack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it heard. */
final class RecordingListener implements StackListener {
    final List<String> ready = new CopyOnWriteArrayList<>();
    final List<String> stopped = new CopyOnWriteArrayList<>();
    final List<String> notes = new CopyOnWriteArrayList<>();

    @Override
    public void ready(String component, int port, Duration after) {
        ready.add(component);
    }

    @Override
    public void waiting(List<String> components, Duration since) {
        // Said too often to be worth keeping.
    }

    @Override
    public void stopped(String component, boolean inGoodOrder) {
        stopped.add(component + (inGoodOrder ? "" : " killed"));
    }

    @Override
    public void note(String text) {
        notes.add(text);
    }
}
