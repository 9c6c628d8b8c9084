package org.openstrawberry.cli.stack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openstrawberry.embedded.EmbeddedServerException;

/** Watches the processes of a stack and starts again what dies, after a pause that grows while it keeps dying. */
final class Supervisor {
    private final List<Component> components;
    private final PidFiles pidFiles;
    private final StackListener listener;
    private final InstantSource clock;
    private final Map<String, Backoff> backoffs = new HashMap<>();

    Supervisor(List<Component> components, PidFiles pidFiles, StackListener listener, InstantSource clock) {
        this.components = List.copyOf(components);
        this.pidFiles = pidFiles;
        this.listener = listener;
        this.clock = clock;
    }

    /** Looks once at every component; returns at once. */
    void check() {
        for (Component component : components) {
            Backoff backoff = backoffs.computeIfAbsent(component.name(), name -> new Backoff(clock));
            if (pidFiles.find(component.name()).isPresent()) {
                backoff.alive();
            } else if (backoff.dead()) {
                listener.note("%s stopped; it is started again in %d s"
                        .formatted(component.name(), backoff.pause().toSeconds()));
            } else if (backoff.isDue()) {
                restart(component, backoff);
            }
        }
    }

    private void restart(Component component, Backoff backoff) {
        backoff.started();
        try {
            Component.Launched process = component.launch();
            pidFiles.write(new ComponentProcess(component.name(), component.port(), process.handle()));
            listener.note(component.name() + " was started again, process "
                    + process.handle().pid());
        } catch (EmbeddedServerException | StackException e) {
            listener.note(component.name() + " cannot be started again: " + e.getMessage());
        }
    }

    /** When a component that died may be started: after 1 s, twice that each time, at most 30 s. */
    static final class Backoff {
        private static final Duration FIRST = Duration.ofSeconds(1);
        private static final Duration MOST = Duration.ofSeconds(30);
        /** A component that lived this long counts as healthy again. */
        private static final Duration HEALTHY_AFTER = Duration.ofMinutes(1);

        private final InstantSource clock;
        private Duration pause = FIRST.dividedBy(2);
        private long dueAt = Long.MAX_VALUE;
        private long startedAt;
        private boolean known;

        Backoff(InstantSource clock) {
            this.clock = clock;
            this.startedAt = clock.millis();
        }

        void alive() {
            known = false;
        }

        /** Whether the death is news; it then decides when to start again. */
        boolean dead() {
            if (known) {
                return false;
            }
            known = true;
            boolean wasHealthy = clock.millis() - startedAt >= HEALTHY_AFTER.toMillis();
            Duration next = wasHealthy ? FIRST : pause.multipliedBy(2);
            pause = next.compareTo(MOST) > 0 ? MOST : next;
            dueAt = clock.millis() + pause.toMillis();
            return true;
        }

        Duration pause() {
            return pause;
        }

        boolean isDue() {
            return clock.millis() >= dueAt;
        }

        void started() {
            startedAt = clock.millis();
            dueAt = Long.MAX_VALUE;
            known = false;
        }
    }
}
