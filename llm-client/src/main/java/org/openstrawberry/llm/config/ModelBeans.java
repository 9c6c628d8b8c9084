package org.openstrawberry.llm.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.openstrawberry.llm.ModelCallListener;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.http.ModelHttp;
import org.openstrawberry.llm.limit.CallLimits;
import org.openstrawberry.llm.limit.Ledgers;
import org.openstrawberry.llm.limit.WaitingCap;
import org.openstrawberry.llm.price.PriceTable;
import org.openstrawberry.llm.price.PriceTableReader;
import org.openstrawberry.llm.replay.Recordings;

/** The registry as a bean of a service. */
@Singleton
public class ModelBeans {

    /** The limits of providers' keys, shared by all processes of the database. */
    @Produces
    @Singleton
    CallLimits callLimits(
            ModelSettings settings,
            DataSource dataSource,
            Instance<WaitingCap> cap,
            Instance<MeterRegistry> registries) {
        return ModelRegistries.limits(
                settings,
                Ledgers.in(dataSource),
                cap.isResolvable() ? cap.get() : WaitingCap.DEFAULT,
                registries.isResolvable() ? registries.get() : Metrics.globalRegistry);
    }

    void close(@Disposes CallLimits limits) {
        limits.close();
    }

    /** The shared HTTP client. */
    @Produces
    @Singleton
    ModelHttp modelHttp(ModelSettings settings, CallLimits limits) {
        return ModelRegistries.http(settings, limits);
    }

    void close(@Disposes ModelHttp http) {
        http.close();
    }

    /** What models cost: the built-in list prices, and before them those of the user's file. */
    @Produces
    @Singleton
    PriceTable priceTable(ModelSettings settings) {
        PriceTable builtIn = PriceTableReader.builtIn();
        return settings.prices()
                .map(file -> builtIn.overriddenBy(PriceTableReader.of(Path.of(file))))
                .orElse(builtIn);
    }

    /** The registry over everything that can be called. */
    @Produces
    @Singleton
    ModelRegistry modelRegistry(
            ModelSettings settings,
            ModelHttp http,
            CallLimits limits,
            Config config,
            Recordings recordings,
            @All List<ModelCallListener> listeners) {
        return ModelRegistries.standard(settings, new ConfiguredVariables(config), http, limits, recordings, listeners);
    }
}
