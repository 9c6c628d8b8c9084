package org.openstrawberry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortPlanTest {
    @Test
    void shouldUseTheWellKnownPorts() {
        PortPlan plan = PortPlan.standard();

        assertThat(Stream.of(ServiceKind.values()).map(plan::of)).containsExactly(8080, 8081, 8082, 8083, 8085);
        assertThat(plan.kafka()).isEqualTo(9092);
        assertThat(plan.postgres()).isEqualTo(5432);
    }

    @Test
    void shouldMoveEverythingToABase() {
        PortPlan plan = PortPlan.from(21000);

        assertThat(Stream.of(ServiceKind.values()).map(plan::of)).containsExactly(21000, 21001, 21002, 21003, 21005);
        assertThat(plan.kafka()).isEqualTo(21010);
        assertThat(plan.postgres()).isEqualTo(21011);
    }

    @Property
    void shouldKeepAllPortsApartAndInRange(@ForAll @IntRange(min = 1024, max = 65524) int base) {
        PortPlan plan = PortPlan.from(base);

        assertThat(Stream.concat(
                        Stream.of(ServiceKind.values()).map(plan::of), Stream.of(plan.kafka(), plan.postgres())))
                .doesNotHaveDuplicates()
                .allMatch(port -> port >= 1024 && port <= 65535);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 80, 1023, 65525, 65536})
    void shouldRefuseABaseWithoutRoom(int base) {
        assertThatThrownBy(() -> PortPlan.from(base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 1024 and 65524, not " + base);
    }
}
