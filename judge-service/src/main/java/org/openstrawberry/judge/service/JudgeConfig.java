package org.openstrawberry.judge.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the judge accepts over HTTP. */
@ConfigMapping(prefix = "strawberry.judge")
public interface JudgeConfig {

    /** The longest answer, in UTF-16 units. The judge looks at its last 60,000. */
    @WithDefault("1000000")
    int longestAnswer();

    /** The longest ground truth, in UTF-16 units. */
    @WithDefault("60000")
    int longestGroundTruth();
}
