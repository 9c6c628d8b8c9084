package org.openstrawberry.model.catalog;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openstrawberry.micro.sample.SamplerSettings;
import org.openstrawberry.model.ModelConfig;
import org.openstrawberry.model.http.ApiException;

/** The models in memory. When there are as many as may be, the one that was unused for longest makes room. */
@Singleton
public class LoadedModels {
    private final ModelCatalog catalog;
    private final SamplerSettings settings;
    private final int most;
    private final SamplingLoad load;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** Loads the base at once. */
    public LoadedModels(ModelCatalog catalog, ModelConfig config, SamplingLoad load) {
        this.catalog = catalog;
        this.load = load;
        ModelConfig.Sampling sampling = config.sampling();
        SamplerSettings defaults = SamplerSettings.defaults();
        settings = defaults.withThreads(sampling.threads().orElse(defaults.threads()))
                .withSlots(sampling.slots())
                .withQueue(sampling.queue());
        most = Math.max(1, sampling.loadedModels());
        use(catalog.baseName()).close();
    }

    private static final class Entry {
        private final LoadedModel model;
        private int users;

        Entry(LoadedModel model) {
            this.model = model;
        }
    }

    /** A model that stays in memory until this is closed. */
    public final class Lease implements AutoCloseable {
        private final Entry entry;
        private boolean closed;

        private Lease(Entry entry) {
            this.entry = entry;
        }

        /** The model. */
        public LoadedModel model() {
            return entry.model;
        }

        @Override
        public void close() {
            synchronized (entries) {
                if (!closed) {
                    closed = true;
                    entry.users--;
                    load.ended();
                }
            }
        }
    }

    /**
     * Takes a model into memory, if it is not there yet.
     *
     * @throws ApiException if there is none of that name, or all that may be in memory are in use
     */
    public Lease use(String id) {
        synchronized (entries) {
            Entry entry = entries.get(id);
            if (entry == null) {
                if (!catalog.has(id)) {
                    throw ModelCatalog.unknown(id);
                }
                makeRoom();
                entry = new Entry(new LoadedModel(id, catalog.weights(id), settings));
                entries.put(id, entry);
            }
            entry.users++;
            load.began();
            return new Lease(entry);
        }
    }

    private void makeRoom() {
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (entries.size() >= most && oldestFirst.hasNext()) {
            Entry entry = oldestFirst.next();
            if (entry.users == 0) {
                oldestFirst.remove();
                entry.model.close();
            }
        }
        if (entries.size() >= most) {
            throw ApiException.busy("As many models as may be in memory (" + most + ") are in use.");
        }
    }

    /** Forgets a model, unless it is in use; then it stays until it makes room. */
    public void forget(String id) {
        synchronized (entries) {
            Entry entry = entries.get(id);
            if (entry != null && entry.users == 0) {
                entries.remove(id);
                entry.model.close();
            }
        }
    }

    @PreDestroy
    void close() {
        synchronized (entries) {
            entries.values().forEach(entry -> entry.model.close());
            entries.clear();
        }
    }
}
