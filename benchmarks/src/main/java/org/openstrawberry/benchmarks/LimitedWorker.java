package org.openstrawberry.benchmarks;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.openstrawberry.llm.CallContext;
import org.openstrawberry.llm.Message;
import org.openstrawberry.llm.ModelCall;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.ModelReply;
import org.openstrawberry.llm.Sampling;
import org.openstrawberry.llm.config.ModelRegistries;
import org.openstrawberry.llm.config.ModelSettings;
import org.openstrawberry.llm.http.ModelHttp;
import org.openstrawberry.llm.limit.CallLimits;
import org.openstrawberry.llm.limit.Ledgers;
import org.openstrawberry.llm.limit.WaitingCap;

/** What a generator process has of the limits: connections, an HTTP client and memory of its own. */
final class LimitedWorker implements AutoCloseable {

    private static final ModelName MODEL = ModelName.parse("openai:m");

    private final AgroalDataSource dataSource;
    private final CallLimits limits;
    private final ModelHttp http;
    private final ModelRegistry registry;

    LimitedWorker(BenchmarkDatabase database, URI server, Map<String, String> settings) throws SQLException {
        dataSource = database.pool(5);
        ModelSettings mapped = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(ModelSettings.class)
                .withSources(new PropertiesConfigSource(settings, "benchmark", 500))
                .build()
                .getConfigMapping(ModelSettings.class);
        limits = ModelRegistries.limits(
                mapped, Ledgers.in(dataSource), WaitingCap.halfOf(1_000), new SimpleMeterRegistry());
        http = ModelRegistries.http(mapped, limits);
        Map<String, String> variables = Map.of("OPENAI_API_KEY", "benchmark", "OPENAI_BASE_URL", server.toString());
        registry = ModelRegistries.standard(
                mapped,
                name -> Optional.ofNullable(variables.get(name)),
                http,
                limits,
                (_, _, _) -> Optional.empty(),
                List.of());
    }

    ModelReply call() {
        UUID id = UUID.randomUUID();
        return registry.resolve(MODEL)
                .call(new ModelCall(
                        MODEL,
                        List.of(Message.user("What is 2 + 2? Think in small steps.")),
                        Sampling.of(0.7, 512),
                        new CallContext(id, id, 0, id, 0, 1)));
    }

    @Override
    public void close() {
        limits.close();
        http.close();
        dataSource.close();
    }
}
