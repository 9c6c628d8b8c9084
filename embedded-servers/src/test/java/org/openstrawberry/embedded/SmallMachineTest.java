package org.openstrawberry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmallMachineTest {

    @Test
    void shouldCompileQuicklyWhereProcessorsAreFew() {
        assertThat(SmallMachine.jvmOptions(2)).containsExactly("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        assertThat(SmallMachine.jvmOptions(4)).contains("-XX:TieredStopAtLevel=1");
    }

    @Test
    void shouldCompileWellWhereThereAreMore() {
        assertThat(SmallMachine.jvmOptions(5)).containsExactly("-XX:+UseSerialGC");
    }
}
