package org.openstrawberry.micro.sample;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.openstrawberry.micro.kernel.MatrixKernel;
import org.openstrawberry.micro.model.ModelShape;

/**
 * One thread with its slots. In every step each slot gives one position, and what room is left goes to prompts that are not
 * computed yet; whoever is done leaves, and who waits comes in (continuous batching: Yu et al. 2022, "Orca").
 */
final class Worker implements Runnable {

    /** Positions of prompts in a step, beyond one for each slot. */
    private static final int PROMPT_ROOM = 64;

    /** So many requests come in between two steps, so that other workers get some. */
    private static final int ADMITTED = 16;

    private final int number;
    private final ModelShape shape;
    private final RequestQueue queue;
    private final Decoder decoder;
    private final TokenChooser chooser;
    private final Caches caches;
    private final int capacity;
    private final List<Slot> slots = new ArrayList<>();

    Worker(int number, ModelShape shape, float[] parameters, MatrixKernel kernel, int slots, RequestQueue queue) {
        this.number = number;
        this.shape = shape;
        this.queue = queue;
        capacity = slots + PROMPT_ROOM;
        decoder = new Decoder(shape, parameters, kernel, capacity);
        chooser = new TokenChooser(shape.vocabulary());
        caches = new Caches(shape, slots);
    }

    @Override
    public void run() {
        try {
            while (admit()) {
                if (!slots.isEmpty()) {
                    step();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            slots.forEach(Slot::abandon);
        }
    }

    private boolean admit() throws InterruptedException {
        slots.removeIf(this::leaveIfAbandoned);
        int room = Math.min(ADMITTED, caches.free());
        if (room == 0) {
            return !queue.isClosed();
        }
        List<Pending> taken = queue.take(number, room, slots.isEmpty());
        if (taken == null) {
            return false;
        }
        for (Pending pending : taken) {
            if (!pending.future().isDone()) {
                slots.add(new Slot(pending, caches.take(pending.request().prompt()), shape));
            }
        }
        return true;
    }

    private boolean leaveIfAbandoned(Slot slot) {
        if (slot.isAbandoned()) {
            caches.give(slot.cache());
            return true;
        }
        return false;
    }

    private void step() {
        List<Position> positions = new ArrayList<>();
        List<Slot> drawing = new ArrayList<>();
        int spare = capacity - slots.size();
        int[] rows = new int[slots.size()];
        for (Slot slot : slots) {
            int more = Math.min(slot.missing() - 1, spare);
            spare -= more;
            for (int i = 0; i <= more; i++) {
                int token = slot.next();
                positions.add(new Position(slot.cache(), slot.cache().append(token), token));
            }
            if (slot.missing() == 0) {
                rows[drawing.size()] = positions.size() - 1;
                drawing.add(slot);
            }
        }
        decoder.step(positions);
        float[] logits = decoder.logits(rows, drawing.size());
        Iterator<Slot> each = drawing.iterator();
        for (int i = 0; each.hasNext(); i++) {
            Slot slot = each.next();
            if (slot.draw(logits, i * shape.vocabulary(), chooser)) {
                slots.remove(slot);
                caches.give(slot.cache());
            }
        }
    }
}
