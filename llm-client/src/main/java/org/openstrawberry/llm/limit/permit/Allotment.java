package org.openstrawberry.llm.limit.permit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who gets how many of too few permits: nobody more than wanted, and otherwise as equally as can be (max-min fairness,
 * Bertsekas and Gallager, Data Networks, section 6.5.2). What cannot be divided goes to whoever has waited longest.
 */
final class Allotment {

    /**
     * A process.
     *
     * @param held permits it holds
     * @param wanted permits it could use
     * @param grantedAt when it was last given one, in microseconds
     */
    record Holder(UUID id, int held, int wanted, long grantedAt) {}

    private Allotment() {}

    /** The fair shares. Their sum is the limit, or everything that is wanted if that is less. */
    static Map<UUID, Integer> shares(int limit, List<Holder> holders) {
        List<Holder> unsatisfied = new ArrayList<>(holders);
        Map<UUID, Integer> shares = new HashMap<>();
        int left = limit;
        boolean someWantLess = true;
        while (someWantLess && !unsatisfied.isEmpty()) {
            int equal = left / unsatisfied.size();
            List<Holder> modest = unsatisfied.stream()
                    .filter(holder -> holder.wanted() <= equal)
                    .toList();
            for (Holder holder : modest) {
                shares.put(holder.id(), holder.wanted());
                left -= holder.wanted();
            }
            unsatisfied.removeAll(modest);
            someWantLess = !modest.isEmpty();
        }
        unsatisfied.sort(Comparator.comparingLong(Holder::grantedAt).thenComparing(Holder::id));
        for (int i = 0; i < unsatisfied.size(); i++) {
            int size = unsatisfied.size();
            shares.put(unsatisfied.get(i).id(), left / size + (i < left % size ? 1 : 0));
        }
        return shares;
    }

    /**
     * How many permits a process may use now: its share, if so many are free. What it uses beyond that is to be given back
     * when the calls end.
     *
     * @param me the process, with what it holds and wants now
     * @param others the other processes whose leases have not lapsed
     */
    static int usable(int limit, Holder me, List<Holder> others) {
        List<Holder> all = new ArrayList<>(others);
        all.add(me);
        int share = shares(limit, all).getOrDefault(me.id(), 0);
        int free = limit - others.stream().mapToInt(Holder::held).sum();
        return Math.max(0, Math.min(share, free));
    }
}
