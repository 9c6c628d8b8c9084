package org.openstrawberry.model.catalog;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.storage.DataFolder;
import org.openstrawberry.model.storage.Records;

/** Which models there are. Tuned ones are on disk: a file of weights, which has a checksum, and a record. */
@Singleton
public class ModelCatalog {
    private final BaseModel base;
    private final Path folder;
    private final Records<TunedModel> records;
    private final Map<String, TunedModel> tuned = new ConcurrentHashMap<>();

    /** Reads what is on disk. */
    public ModelCatalog(BaseModel base, DataFolder data) {
        this.base = base;
        folder = data.folder("models");
        try {
            records = new Records<>(folder, TunedModel.class);
            records.readAll().forEach(model -> tuned.put(model.id(), model));
        } catch (IOException e) {
            throw new UncheckedIOException("the models cannot be read", e);
        }
    }

    /** The name of the base. */
    public String baseName() {
        return base.name();
    }

    /** Whether there is a model of that name. */
    public boolean has(String id) {
        return id.equals(base.name()) || tuned.containsKey(id);
    }

    /** A tuned model. */
    public Optional<TunedModel> tuned(String id) {
        return Optional.ofNullable(tuned.get(id));
    }

    /** All tuned models, the oldest first. */
    public List<TunedModel> tuned() {
        return tuned.values().stream()
                .sorted(Comparator.comparingLong(TunedModel::createdAt).thenComparing(TunedModel::id))
                .toList();
    }

    /**
     * The weights of a model.
     *
     * @throws ApiException if there is none of that name
     * @throws UncheckedIOException if they cannot be read, or are damaged
     */
    public Weights weights(String id) {
        if (id.equals(base.name())) {
            return base.weights();
        }
        TunedModel model = tuned(id).orElseThrow(() -> unknown(id));
        try {
            Weights weights = Weights.load(folder.resolve(model.file()));
            if (weights.tokenizer() != Tokenizer.standard().fingerprint()) {
                throw new IOException("the model was made for another tokenizer");
            }
            return weights;
        } catch (IOException e) {
            throw new UncheckedIOException("the weights of " + id + " cannot be read", e);
        }
    }

    /** Keeps weights under a name; those of that name are replaced. */
    public void add(TunedModel model, Weights weights) throws IOException {
        weights.save(folder.resolve(model.file()));
        records.write(model.file(), model);
        tuned.put(model.id(), model);
    }

    /**
     * Deletes a tuned model.
     *
     * @throws ApiException if there is none of that name
     */
    public void delete(String id) throws IOException {
        TunedModel model = tuned(id).orElseThrow(() -> unknown(id));
        records.delete(model.file());
        tuned.remove(id);
        Files.deleteIfExists(folder.resolve(model.file()));
    }

    /** Refuses a name. */
    public static ApiException unknown(String id) {
        return ApiException.notFound("model", "model_not_found", "The model '" + id + "' does not exist.");
    }
}
