package org.openstrawberry.model.job;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.openstrawberry.micro.model.ModelShape;
import org.openstrawberry.micro.model.Weights;
import org.openstrawberry.micro.text.Tokenizer;
import org.openstrawberry.model.ModelConfig;
import org.openstrawberry.model.catalog.BaseModel;
import org.openstrawberry.model.catalog.ModelCatalog;
import org.openstrawberry.model.catalog.SamplingLoad;
import org.openstrawberry.model.file.FileStore;
import org.openstrawberry.model.storage.DataFolder;
import org.openstrawberry.model.webhook.Webhooks;

/** Runs the jobs of a folder in a process that can be killed. */
final class JobProcess {
    private JobProcess() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        Parts parts = Parts.in(arguments[0]);
        parts.runner().start(new StartupEvent());
        Thread.currentThread().join();
    }

    /** The parts of the service that jobs need. */
    record Parts(JobStore store, ModelCatalog catalog, JobRunner runner, DataFolder data) {
        static Parts in(String folder) {
            ModelConfig config = new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withDefaultValues(Map.of(
                            "strawberry.model.data", folder,
                            "strawberry.model.jobs.save-every", "50ms",
                            "strawberry.model.jobs.held-out-problems", "0"))
                    .withMapping(ModelConfig.class)
                    .build()
                    .getConfigMapping(ModelConfig.class);
            DataFolder data = new DataFolder(config);
            Tokenizer tokenizer = Tokenizer.standard();
            ModelShape shape = new ModelShape(tokenizer.size(), 32, 1, 2, 64, 256);
            ModelCatalog catalog = new ModelCatalog(
                    new BaseModel("micro-base", Weights.random(shape, tokenizer.fingerprint(), 5)), data);
            JobStore store = new JobStore(data);
            JobRunner runner = new JobRunner(
                    store, catalog, new FileStore(data, config), new SamplingLoad(), new Webhooks(config), config);
            return new Parts(store, catalog, runner, data);
        }
    }
}
