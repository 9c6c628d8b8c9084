package org.openstrawberry.verifier.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.store.run.RunSettings;

/** Reads what the schedule depends on: few columns of many rows with one query each. */
@ApplicationScoped
public class RunFacts {
    private record RunRow(UUID id, RunMode mode, String model, RunSettings settings) {}

    private record SeedRow(UUID id, long seed) {}

    private final EntityManager entities;

    RunFacts(EntityManager entities) {
        this.entities = entities;
    }

    /** What the verifier needs to know of those of the runs that exist. */
    @Transactional
    public Map<UUID, RunVerifier> verifiers(Collection<UUID> runIds) {
        List<RunRow> rows = entities.createQuery("""
                        select r.id, r.mode, r.model, r.settings from Run r where r.id in :ids
                        """, RunRow.class)
                .setParameter("ids", runIds)
                .getResultList();
        Map<UUID, RunVerifier> verifiers = HashMap.newHashMap(rows.size());
        for (RunRow row : rows) {
            RunSettings settings = row.settings();
            verifiers.put(
                    row.id(),
                    new RunVerifier(
                            row.mode(),
                            settings.verifier(),
                            row.model(),
                            settings.prices() == null ? null : settings.prices().verifier(),
                            Duration.ofSeconds(settings.turnTimeoutSeconds()),
                            settings.answerOnAnyTurn()));
        }
        return verifiers;
    }

    /** The seeds of those of the traces that exist. */
    @Transactional
    public Map<UUID, Long> seeds(Collection<UUID> traceIds) {
        List<SeedRow> rows = entities.createQuery("select t.id, t.seed from Trace t where t.id in :ids", SeedRow.class)
                .setParameter("ids", traceIds)
                .getResultList();
        Map<UUID, Long> seeds = HashMap.newHashMap(rows.size());
        rows.forEach(row -> seeds.put(row.id(), row.seed()));
        return seeds;
    }
}
