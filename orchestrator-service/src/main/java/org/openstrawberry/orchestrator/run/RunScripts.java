package org.openstrawberry.orchestrator.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.openstrawberry.orchestrator.prompt.PromptSets;
import org.openstrawberry.orchestrator.trace.RunScript;
import org.openstrawberry.store.run.Run;

/** Keeps the scripts of the runs that are being worked on; a run's settings never change. */
@ApplicationScoped
public class RunScripts {
    private final Map<UUID, RunScript> scripts = new ConcurrentHashMap<>();

    RunScript of(Run run) {
        return scripts.computeIfAbsent(run.id, _ -> RunScript.of(run.mode, run.settings, PromptSets.defaultSet()));
    }

    /** Forgets all runs but these. */
    void retain(Collection<UUID> runIds) {
        scripts.keySet().retainAll(Set.copyOf(runIds));
    }
}
