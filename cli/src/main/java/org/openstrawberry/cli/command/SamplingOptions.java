package org.openstrawberry.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openstrawberry.cli.client.Json;
import org.openstrawberry.contracts.VerifierMode;
import picocli.CommandLine.Option;

/** The options about how traces are made, the same for a run and for one question. What is not given is the server's choice. */
final class SamplingOptions {
    @Option(names = "--temperature", paramLabel = "T", description = "Of the model's sampling.")
    private @Nullable Double temperature;

    @Option(names = "--seed", paramLabel = "N", description = "All random choices derive from it.")
    private @Nullable Long seed;

    @Option(names = "--max-turns", paramLabel = "N", description = "After so many turns a trace ends.")
    private @Nullable Integer maxTurns;

    @Option(names = "--final-check-every", paramLabel = "N", description = "Every N-th turn asks for the final answer.")
    private @Nullable Integer finalCheckEvery;

    @Option(names = "--verifier", paramLabel = "MODE", description = "off, observe, feedback or gate.")
    private @Nullable VerifierMode verifier;

    @Option(names = "--verifier-model", paramLabel = "MODEL", description = "Who critiques; else the model itself.")
    private @Nullable String verifierModel;

    @Option(names = "--verifier-every", paramLabel = "K", description = "A critique every K turns.")
    private @Nullable Integer verifierEvery;

    @Option(
            names = "--verifier-probability",
            paramLabel = "P",
            description = "A critique after each turn with probability P, 0 to 1.")
    private @Nullable Double verifierProbability;

    @Option(
            names = "--verifier-votes",
            paramLabel = "N",
            description = "Ask N critics about a window, an odd number up to 9; more than half decide.")
    private @Nullable Integer verifierVotes;

    @Option(names = "--verifier-temperature", paramLabel = "T", description = "Of the critic's sampling.")
    private @Nullable Double verifierTemperature;

    @Option(
            names = "--verifier-returns",
            paramLabel = "M",
            description = "With gate, send an answer back at most M times.")
    private @Nullable Integer verifierReturns;

    @Option(
            names = "--verifier-timeout",
            paramLabel = "SECONDS",
            description = "With gate, accept an answer whose critique has not come by then.")
    private @Nullable Integer verifierTimeout;

    @Option(names = "--verifier-window", paramLabel = "W", description = "A critique sees W turns.")
    private @Nullable Integer verifierWindow;

    void addTo(ObjectNode body) {
        if (temperature != null) {
            body.put("temperature", temperature);
        }
        if (seed != null) {
            body.put("seed", seed);
        }
        if (maxTurns != null) {
            body.put("maxTurns", maxTurns);
        }
        if (finalCheckEvery != null) {
            body.put("finalCheckEvery", finalCheckEvery);
        }
        ObjectNode critic = critic();
        if (!critic.isEmpty()) {
            body.set("verifier", critic);
        }
    }

    private ObjectNode critic() {
        ObjectNode critic = Json.object();
        if (verifier != null) {
            critic.put("mode", verifier.name().toUpperCase(Locale.ROOT));
        }
        if (verifierModel != null) {
            critic.put("model", verifierModel);
        }
        if (verifierEvery != null) {
            critic.put("every", verifierEvery);
        }
        if (verifierWindow != null) {
            critic.put("window", verifierWindow);
        }
        if (verifierProbability != null) {
            critic.put("probability", verifierProbability);
        }
        if (verifierVotes != null) {
            critic.put("votes", verifierVotes);
        }
        if (verifierTemperature != null) {
            critic.put("temperature", verifierTemperature);
        }
        if (verifierReturns != null) {
            critic.put("returns", verifierReturns);
        }
        if (verifierTimeout != null) {
            critic.put("timeoutSeconds", verifierTimeout);
        }
        return critic;
    }
}
