package org.openstrawberry.orchestrator.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.ModelRejectedException;
import org.openstrawberry.orchestrator.problemset.ProblemDraft;
import org.openstrawberry.orchestrator.problemset.ProblemList;
import org.openstrawberry.orchestrator.problemset.ProblemSetImporter;
import org.openstrawberry.orchestrator.run.RunRequest;
import org.openstrawberry.store.problem.ProblemSet;
import org.openstrawberry.store.problem.Recording;
import org.openstrawberry.store.run.RunSettings;

/** Makes requests for runs of bodies: what the body names must exist. */
@ApplicationScoped
class RunRequests {
    private static final long MAX_TRACES = 1_000_000;
    private static final int MAX_KEY_LENGTH = 200;
    private static final int MAX_REFERENCE_LENGTH = 300;
    private static final int MAX_NAME_LENGTH = 200;
    private static final String REPLAY = "replay";

    private final ModelRegistry models;
    private final ProblemSetQueries sets;
    private final ProblemSetImporter importer;
    private final RunOrderReader orders;
    private final RunPrices prices;
    private final CampaignQueries campaigns;

    RunRequests(
            ModelRegistry models,
            ProblemSetQueries sets,
            ProblemSetImporter importer,
            RunOrderReader orders,
            RunPrices prices,
            CampaignQueries campaigns) {
        this.campaigns = campaigns;
        this.prices = prices;
        this.models = models;
        this.sets = sets;
        this.importer = importer;
        this.orders = orders;
    }

    /**
     * A run over a problem set.
     *
     * @throws ApiException when anything is wrong, naming every field that is
     */
    RunRequest forSet(JsonBody body, @Nullable String idempotencyKey) {
        Optional<String> key = key(idempotencyKey);
        FieldReader reader = new FieldReader(body.fields());
        String reference = reader.requiredText("problemSet", MAX_REFERENCE_LENGTH);
        RunOrder order = orders.read(reader);
        Optional<UUID> campaign = campaign(reader);
        Optional<ProblemSet> set = reference.isEmpty() ? Optional.empty() : sets.resolve(reference);
        if (set.isEmpty() && !reference.isEmpty()) {
            reader.reject("problemSet", "names no problem set: " + reference);
        }
        checkModels(reader, order, set);
        RunSettings settings = priced(reader, order);
        int problems = set.map(found -> Math.min(found.problems, order.limit().orElse(found.problems)))
                .orElse(0);
        if ((long) problems * order.samplesPerProblem() > MAX_TRACES) {
            reader.reject(
                    "samplesPerProblem",
                    "makes " + (long) problems * order.samplesPerProblem() + " traces, more than the " + MAX_TRACES
                            + " of one run");
        }
        reader.requireValid();
        return request(set.orElseThrow(), campaign, order, settings, problems, key, body.hash(), false);
    }

    /**
     * A run for one question. The question is stored as a set of its own.
     *
     * @throws ApiException when anything is wrong, naming every field that is
     */
    RunRequest forQuestion(JsonBody body, @Nullable String idempotencyKey) {
        Optional<String> key = key(idempotencyKey);
        FieldReader reader = new FieldReader(body.fields());
        ProblemDraft problem = ProblemSetBodies.problem(reader);
        RunOrder order = orders.read(reader);
        if (order.samplesPerProblem() != 1) {
            reader.reject("samplesPerProblem", "is always 1 for one question");
        }
        checkModels(reader, order, Optional.empty());
        RunSettings settings = priced(reader, order);
        if (isReplay(order.model()) && !problem.recordings().containsKey(recording(order.model()))) {
            reader.reject("model", "replays a recording that the question does not bring");
        }
        reader.requireValid();
        ProblemList question = new ProblemList(List.of(problem));
        String hash = question.read(draft -> {}).contentHash();
        ProblemSet set = importer.importSet("question-" + hash.substring(0, 32), question, true, true)
                .set();
        return request(set, Optional.empty(), order, settings, 1, key, body.hash(), true);
    }

    private Optional<UUID> campaign(FieldReader reader) {
        return reader.text("campaign", MAX_REFERENCE_LENGTH).flatMap(id -> {
            Optional<UUID> found = campaigns.find(id);
            if (found.isEmpty()) {
                reader.reject("campaign", "names no campaign: " + id);
            }
            return found;
        });
    }

    private RunSettings priced(FieldReader reader, RunOrder order) {
        RunSettings settings = prices.price(order);
        prices.check(reader, order, settings);
        return settings;
    }

    private void checkModels(FieldReader reader, RunOrder order, Optional<ProblemSet> set) {
        Optional<ModelName> model = check(reader, "model", order.model());
        model.filter(name -> name.provider().equals(REPLAY))
                .ifPresent(name -> set.ifPresent(found -> checkRecording(reader, name, found)));
        String critic = order.settings().verifier().model();
        if (critic != null) {
            check(reader, "verifier.model", critic)
                    .filter(name -> name.provider().equals(REPLAY))
                    .ifPresent(name -> reader.reject("verifier.model", "cannot replay: recordings hold no critiques"));
        }
    }

    private Optional<ModelName> check(FieldReader reader, String field, String model) {
        if (model.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(models.validate(model));
        } catch (ModelRejectedException e) {
            reader.reject(field, e.getMessage());
            return Optional.empty();
        }
    }

    private void checkRecording(FieldReader reader, ModelName model, ProblemSet set) {
        List<String> names = recordings(set);
        if (!names.contains(model.model())) {
            reader.reject(
                    "model",
                    "names a recording that the problem set does not have: " + model.model() + ". "
                            + (names.isEmpty() ? "It has none." : "It has " + String.join(", ", names) + "."));
        }
    }

    @Transactional
    List<String> recordings(ProblemSet set) {
        return Recording.namesIn(set.id);
    }

    private static boolean isReplay(String model) {
        return model.toLowerCase(Locale.ROOT).startsWith(REPLAY + ":");
    }

    private static String recording(String model) {
        return model.substring(REPLAY.length() + 1).strip();
    }

    private static RunRequest request(
            ProblemSet set,
            Optional<UUID> campaign,
            RunOrder order,
            RunSettings settings,
            int problems,
            Optional<String> idempotencyKey,
            String hash,
            boolean interactive) {
        String name = order.name().orElse(set.name + " x " + order.model());
        return new RunRequest(
                set.id,
                campaign,
                name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH)),
                order.model().strip(),
                order.mode(),
                order.samplesPerProblem(),
                problems,
                settings,
                interactive,
                idempotencyKey,
                hash);
    }

    /** The key that a header gives; an {@link ApiException} when it cannot be one. */
    static Optional<String> key(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        boolean fit = !header.isBlank()
                && header.length() <= MAX_KEY_LENGTH
                && header.chars().allMatch(c -> c > ' ' && c < 0x7F);
        if (!fit) {
            throw ApiException.invalid(
                    "Idempotency-Key", "must be 1 to " + MAX_KEY_LENGTH + " visible ASCII characters");
        }
        return Optional.of(header);
    }
}
