package org.openstrawberry.llm.config;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstrawberry.llm.LanguageModel;
import org.openstrawberry.llm.ModelName;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.http.ModelHttp;
import org.openstrawberry.llm.limit.CallLimits;
import org.openstrawberry.llm.limit.Ledgers;
import org.openstrawberry.llm.limit.LimitDatabase;
import org.openstrawberry.llm.limit.WaitingCap;

/** What one process has of the limits: connections, an HTTP client and memory of its own. */
public final class LimitedProcess implements AutoCloseable {

    private final AgroalDataSource dataSource;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final CallLimits limits;
    private final ModelHttp http;
    private final ModelRegistry registry;

    /**
     * A process that calls {@code openai} at this address.
     *
     * @param settings beside those that keep waits between tries short
     */
    public LimitedProcess(LimitDatabase database, URI baseUrl, Map<String, String> settings) throws SQLException {
        dataSource = database.pool();
        Map<String, String> all = new HashMap<>(TestModels.QUICK);
        all.putAll(settings);
        ModelSettings mapped = TestModels.settings(all);
        limits = ModelRegistries.limits(mapped, Ledgers.in(dataSource), WaitingCap.DEFAULT, meters);
        http = ModelRegistries.http(mapped, limits);
        Map<String, String> variables = Map.of("OPENAI_API_KEY", "sk-limited", "OPENAI_BASE_URL", baseUrl.toString());
        registry = ModelRegistries.standard(
                mapped,
                name -> Optional.ofNullable(variables.get(name)),
                http,
                limits,
                (problem, name, sample) -> Optional.empty(),
                List.of());
    }

    /** The model that is limited. */
    public LanguageModel model() {
        return registry.resolve(ModelName.parse("openai:m"));
    }

    /** What is measured. */
    public MeterRegistry meters() {
        return meters;
    }

    @Override
    public void close() {
        limits.close();
        http.close();
        dataSource.close();
    }
}
