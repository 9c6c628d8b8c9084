package org.openstrawberry.llm.config;

import io.quarkus.arc.All;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.openstrawberry.llm.ModelCallListener;
import org.openstrawberry.llm.ModelRegistry;
import org.openstrawberry.llm.http.ModelHttp;
import org.openstrawberry.llm.http.ResponseObserver;
import org.openstrawberry.llm.replay.Recordings;

/** The registry as a bean of a service. */
@Singleton
public class ModelBeans {

    /** The shared HTTP client. */
    @Produces
    @Singleton
    ModelHttp modelHttp(ModelSettings settings, @All List<ResponseObserver> observers) {
        return new ModelHttp(
                settings.connectTimeout(),
                settings.maxResponseBytes(),
                Clock.systemUTC(),
                (endpoint, model, status, headers) ->
                        observers.forEach(observer -> observer.observed(endpoint, model, status, headers)));
    }

    void close(@Disposes ModelHttp http) {
        http.close();
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
        return ModelRegistries.standard(settings, new ConfiguredVariables(config), http, recordings, listeners);
    }
}
