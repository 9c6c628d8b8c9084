package org.openstrawberry.orchestrator.problemset;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Limits of imports. */
@ConfigMapping(prefix = "strawberry.import")
public interface ImportConfig {

    /** Most bytes of an imported file after decompression; 512 MiB. */
    @WithDefault("536870912")
    @Min(1)
    long fileBytes();

    /** Most bytes of one row; 1 MiB. Longer rows are rejected. */
    @WithDefault("1048576")
    @Min(1)
    @Max(67108864)
    int rowBytes();

    /** Most rows of one file. */
    @WithDefault("1000000")
    @Min(1)
    int rows();

    /** Most rejected rows that are listed; more are only counted. */
    @WithDefault("100")
    @Min(1)
    int listedRejections();

    /** The same as a value. */
    default ImportLimits limits() {
        return new ImportLimits(fileBytes(), rowBytes(), rows(), listedRejections());
    }
}
