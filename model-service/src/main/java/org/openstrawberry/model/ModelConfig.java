package org.openstrawberry.model;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What may be set of the model service. */
@ConfigMapping(prefix = "strawberry.model")
public interface ModelConfig {

    /** The folder of files, jobs and models. One service uses it at a time. */
    @WithDefault(".strawberry/model")
    Path data();

    /** The name of the base model. */
    @WithDefault("micro-base")
    String baseName();

    /** A file of weights to use in the place of the base that comes with the library. */
    Optional<Path> baseWeights();

    /** The longest body of a request that is not a file. */
    @WithDefault("1M")
    MemorySize maxBody();

    /** Sampling. */
    Sampling sampling();

    /** Answers from likelihood. */
    Critic critic();

    /** Files. */
    FileSettings files();

    /** Fine-tuning jobs. */
    Jobs jobs();

    /** Who is told how jobs end. */
    WebhookSettings webhook();

    /** How chats are answered. */
    interface Sampling {
        /** Threads of each model, 1 to 64. By default one for each processor, at most eight. */
        OptionalInt threads();

        /** Choices that each thread works on at once, 1 to 1024; each takes about 0.6 MB once it was needed. */
        @WithDefault("64")
        int slots();

        /** Choices that may wait for a model; a request that does not fit is answered 429. */
        @WithDefault("4096")
        int queue();

        /** Models that are in memory at once. */
        @WithDefault("3")
        int loadedModels();

        /** The longest that a request may take. */
        @WithDefault("60s")
        Duration timeout();
    }

    /** How doubts and critiques are answered. */
    interface Critic {
        /** A step that is less likely is written anew when somebody doubts. Above 0, below 1. */
        @WithDefault("0.3")
        double doubtThreshold();

        /** A step that is less likely fails a critique. Above 0, below 1. */
        @WithDefault("0.3")
        double failThreshold();
    }

    /** What files may be. */
    interface FileSettings {
        /** The largest file. */
        @WithDefault("64M")
        MemorySize maxBytes();

        /** Most files that are kept. */
        @WithDefault("1000")
        int maxFiles();
    }

    /** How jobs are run. */
    interface Jobs {
        /** Most jobs that wait. */
        @WithDefault("100")
        int queue();

        /** Most jobs that are remembered. */
        @WithDefault("2000")
        int maxJobs();

        /** Threads of training, 1 to 4. By default one for each processor. They change nothing but the time. */
        OptionalInt threads();

        /** How often the state of a training is saved, from which it goes on after a crash. */
        @WithDefault("5s")
        Duration saveEvery();

        /** Problems on which accuracy is measured before training and after each epoch, each way; 0 for none. */
        @WithDefault("200")
        int heldOutProblems();

        /** Mean log p of chosen replies, less what it was before training, below which a collapse is reported. */
        @WithDefault("-2.0")
        double collapseShift();
    }

    /** Webhooks. */
    interface WebhookSettings {
        /** Where the ends of jobs are posted to; nobody is told by default. */
        Optional<String> url();

        /** The secret that signs: {@code whsec_} and base64. Needed with a URL. */
        Optional<String> secret();

        /** How often one event is sent at most. */
        @WithDefault("5")
        int attempts();

        /** How long to wait after a failure; twice as long after each further one. */
        @WithDefault("1s")
        Duration retryDelay();
    }
}
