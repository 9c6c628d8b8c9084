package org.openstrawberry.verifier.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openstrawberry.contracts.RunMode;
import org.openstrawberry.contracts.VerifierMode;
import org.openstrawberry.store.run.RunSettings;

class RunVerifiersTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);
    private static final UUID MISSING = new UUID(9, 9);

    private final List<Set<UUID>> queries = new ArrayList<>();
    private final RunVerifiers runs = new RunVerifiers(2, this::read);

    @Test
    void shouldReadARunOnce() {
        assertThat(runs.of(Set.of(A, B))).containsOnlyKeys(A, B);
        assertThat(runs.of(Set.of(A, B))).containsOnlyKeys(A, B);
        assertThat(queries).containsExactly(Set.of(A, B));
    }

    @Test
    void shouldForgetTheRunThatWasNotAskedForTheLongest() {
        runs.of(Set.of(A));
        runs.of(Set.of(B));
        runs.of(Set.of(A));
        runs.of(Set.of(C));
        runs.of(Set.of(A));
        runs.of(Set.of(B));
        assertThat(queries).containsExactly(Set.of(A), Set.of(B), Set.of(C), Set.of(B));
    }

    @Test
    void shouldAskAgainForARunThatDidNotExist() {
        assertThat(runs.of(Set.of(MISSING))).isEmpty();
        assertThat(runs.of(Set.of(MISSING))).isEmpty();
        assertThat(queries).hasSize(2);
    }

    private Map<UUID, RunVerifier> read(Collection<UUID> ids) {
        queries.add(Set.copyOf(ids));
        Map<UUID, RunVerifier> found = new HashMap<>();
        ids.stream()
                .filter(id -> !id.equals(MISSING))
                .forEach(id -> found.put(
                        id,
                        new RunVerifier(
                                RunMode.TRACE,
                                new RunSettings.Verifier(VerifierMode.OBSERVE, null, 0, 1, 1, null),
                                "openai:m",
                                null,
                                Duration.ofSeconds(1),
                                true)));
        return found;
    }
}
