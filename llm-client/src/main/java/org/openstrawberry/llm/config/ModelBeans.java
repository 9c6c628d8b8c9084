package org.openstrawberry.llm.config;

import io.quarkus.arc.All;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.openstrawberry.llm.ModelCallListener;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.Variables;
import org.openstrawberry.llm.http.ModelHttp;
import org.openstrawberry.llm.price.PriceTable;
import org.openstrawberry.llm.price.PriceTableReader;
import org.openstrawberry.llm.replay.Recordings;

/** The registry as a bean of a service. */
@Singleton
public class ModelBeans {

    /** The shared HTTP client. */
    @Produces
    @Singleton
    ModelHttp modelHttp(ModelSettings settings) {
        return new ModelHttp(settings.connectTimeout(), settings.maxResponseBytes(), Clock.systemUTC());
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
            Config config,
            Recordings recordings,
            @All List<ModelCallListener> listeners) {
        Variables variables = name ->
                config.getOptionalValue(name, String.class).map(String::strip).filter(value -> !value.isEmpty());
        return ModelRegistries.standard(settings, variables, http, recordings, listeners);
    }
}
