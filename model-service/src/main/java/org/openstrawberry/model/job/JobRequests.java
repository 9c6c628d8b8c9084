package org.openstrawberry.model.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.model.http.ApiException;
import org.openstrawberry.model.http.Fields;

/**
 * A job that is asked for.
 *
 * @param seed of the order of the examples
 */
record JobRequests(
        String model,
        String trainingFile,
        @Nullable String validationFile,
        @Nullable String replayFile,
        Tuning tuning,
        String suffix,
        @Nullable Long seed,
        Map<String, String> metadata) {

    private static final int MAX_NAME = 300;
    private static final int MAX_PAIRS = 16;
    private static final int MAX_KEY = 64;
    private static final int MAX_VALUE = 512;
    private static final Set<String> READ = Set.of(
            "model",
            "training_file",
            "validation_file",
            "suffix",
            "seed",
            "method",
            "metadata",
            "hyperparameters",
            "integrations");
    private static final String SUFFIX = "[A-Za-z0-9_-]{1,64}";

    static JobRequests read(Fields body) {
        for (String name : body.names()) {
            if (!READ.contains(name)) {
                throw ApiException.unsupported(name, "Unsupported parameter: '" + name + "' is not supported here.");
            }
        }
        if (body.get("integrations").filter(given -> !given.isEmpty()).isPresent()) {
            throw ApiException.unsupported("integrations", "Unsupported parameter: there are no integrations.");
        }
        String model = body.requiredText("model", MAX_NAME);
        String training = body.requiredText("training_file", MAX_NAME);
        Optional<Fields> method = body.object("method");
        String type = method.map(given -> given.requiredText("type", MAX_NAME)).orElse(Tuning.SUPERVISED);
        if (!type.equals(Tuning.SUPERVISED) && !type.equals(Tuning.DPO)) {
            throw ApiException.invalid(
                    "method.type",
                    "unsupported_value",
                    "Invalid value: '" + type + "'. Supported values are: 'supervised' and 'dpo'.");
        }
        String wrong = type.equals(Tuning.DPO) ? Tuning.SUPERVISED : Tuning.DPO;
        if (method.flatMap(given -> given.object(wrong)).isPresent()) {
            throw ApiException.invalid(
                    "method." + wrong, "invalid_value", "'method." + wrong + "' does not go with type '" + type + "'.");
        }
        Optional<Fields> parameters = method.flatMap(given -> given.object(type))
                .flatMap(given -> given.object("hyperparameters"))
                .or(() -> body.object("hyperparameters"));
        String suffix = body.text("suffix", MAX_KEY).orElse("");
        if (!suffix.isEmpty() && !suffix.matches(SUFFIX)) {
            throw ApiException.invalid(
                    "suffix", "invalid_value", "Invalid 'suffix': letters, digits, '-' and '_' are allowed.");
        }
        return new JobRequests(
                model,
                training,
                body.text("validation_file", MAX_NAME).orElse(null),
                parameters.flatMap(given -> given.text("replay_file", MAX_NAME)).orElse(null),
                tuning(type, parameters),
                suffix,
                body.integer("seed", 0, Integer.MAX_VALUE).stream()
                        .boxed()
                        .findFirst()
                        .orElse(null),
                metadata(body));
    }

    private static Tuning tuning(String type, Optional<Fields> given) {
        if (given.isEmpty()) {
            return new Tuning(type, null, null, null, null, null, null);
        }
        Fields fields = given.get();
        boolean dpo = type.equals(Tuning.DPO);
        Set<String> read = dpo
                ? Set.of(
                        "n_epochs",
                        "batch_size",
                        "learning_rate_multiplier",
                        "beta",
                        "nll_weight",
                        "loss",
                        "replay_file")
                : Set.of("n_epochs", "batch_size", "learning_rate_multiplier");
        for (String name : fields.names()) {
            if (!read.contains(name)) {
                throw ApiException.unsupported(
                        fields.path(name), "Unsupported parameter: '" + fields.path(name) + "' with '" + type + "'.");
            }
        }
        String loss = dpo ? fields.text("loss", MAX_NAME).orElse(null) : null;
        if (loss != null && !loss.equals("sigmoid") && !loss.equals("ipo")) {
            throw ApiException.invalid(
                    fields.path("loss"), "unsupported_value", "Supported values are: 'sigmoid' and 'ipo'.");
        }
        return new Tuning(
                type,
                whole(fields, "n_epochs", 50),
                whole(fields, "batch_size", 256),
                number(fields, "learning_rate_multiplier", 1e-6, 100),
                dpo ? number(fields, "beta", 1e-6, 2) : null,
                dpo ? number(fields, "nll_weight", 0, 100) : null,
                loss);
    }

    private static boolean isAuto(Fields fields, String name) {
        return fields.get(name).map(JsonNode::textValue).filter("auto"::equals).isPresent();
    }

    private static @Nullable Integer whole(Fields fields, String name, int most) {
        if (isAuto(fields, name)) {
            return null;
        }
        return fields.integer(name, 1, most).stream()
                .mapToObj(value -> (Integer) (int) value)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Double number(Fields fields, String name, double least, double most) {
        if (isAuto(fields, name)) {
            return null;
        }
        return fields.number(name, least, most).stream().boxed().findFirst().orElse(null);
    }

    private static Map<String, String> metadata(Fields body) {
        Map<String, String> metadata = new TreeMap<>();
        Optional<Fields> given = body.object("metadata");
        if (given.isPresent()) {
            for (String name : given.get().names()) {
                metadata.put(name, given.get().text(name, MAX_VALUE).orElse(""));
            }
        }
        if (metadata.size() > MAX_PAIRS || metadata.keySet().stream().anyMatch(key -> key.length() > MAX_KEY)) {
            throw ApiException.invalid(
                    "metadata",
                    "invalid_value",
                    "Invalid 'metadata': at most " + MAX_PAIRS + " pairs with short keys.");
        }
        return metadata;
    }
}
