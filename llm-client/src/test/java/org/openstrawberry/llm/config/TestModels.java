package org.openstrawberry.llm.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelCallListener;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.http.ModelHttp;
import org.openstrawberry.llm.http.ResponseObserver;
import org.openstrawberry.llm.replay.Recordings;

/** A registry without a container, with short waits. */
public final class TestModels implements AutoCloseable {

    /** Waits of a millisecond instead of a second. */
    public static final Map<String, String> QUICK = Map.of(
            "strawberry.models.retry.min-delay", "PT0.001S",
            "strawberry.models.retry.max-delay", "PT0.02S",
            "strawberry.models.timeout", "10s",
            "strawberry.models.connect-timeout", "2s",
            "strawberry.models.max-response-bytes", "100000");

    private final ModelHttp http;
    private final ModelRegistry registry;

    /** One that does not try again. */
    public static TestModels tryingOnce(Map<String, String> variables) {
        return tryingOnce(variables, Map.of());
    }

    /** One that does not try again, with these settings beside the quick ones. */
    public static TestModels tryingOnce(Map<String, String> variables, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(QUICK);
        settings.put("strawberry.models.retry.max-tries", "1");
        settings.putAll(more);
        return new TestModels(variables, settings, (problem, name, sample) -> Optional.empty());
    }

    /** A registry with these variables. */
    public TestModels(Map<String, String> variables, ModelCallListener... listeners) {
        this(variables, QUICK, (problem, name, sample) -> Optional.empty(), listeners);
    }

    /** A registry with these variables, settings and recordings. */
    public TestModels(
            Map<String, String> variables,
            Map<String, String> settings,
            Recordings recordings,
            ModelCallListener... listeners) {
        this(variables, settings, recordings, (_, _, _, _) -> {}, listeners);
    }

    /** The same with someone who sees the responses. */
    public TestModels(
            Map<String, String> variables,
            Map<String, String> settings,
            Recordings recordings,
            ResponseObserver observer,
            ModelCallListener... listeners) {
        ModelSettings mapped = settings(settings);
        http = ModelRegistries.http(mapped, observer);
        registry = ModelRegistries.standard(
                mapped,
                name -> Optional.ofNullable(variables.get(name)),
                http,
                (once, _, _) -> once,
                recordings,
                List.of(listeners));
    }

    static ModelSettings settings(Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withMapping(ModelSettings.class)
                .withConverter(java.time.Duration.class, 300, TestModels::duration)
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .build();
        return config.getConfigMapping(ModelSettings.class);
    }

    /** As Quarkus reads durations: ISO 8601, or a number and a unit. */
    static java.time.@Nullable Duration duration(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return java.time.Duration.parse(text.startsWith("P") ? text : "PT" + text);
    }

    /** The registry. */
    public ModelRegistry registry() {
        return registry;
    }

    /** A model of the registry. */
    public LanguageModel model(String name) {
        return registry.resolve(ModelName.parse(name));
    }

    @Override
    public void close() {
        http.close();
    }
}
