package org.openstrawberry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LocalPortsTest {
    private static final int FIRST_EPHEMERAL = 32_768;

    @Test
    void shouldFindFreePortsThatNoOutgoingConnectionIsGiven() {
        // when
        int first = LocalPorts.findFree(12);

        // then
        for (int port = first; port < first + 12; port++) {
            assertThat(port).isLessThan(FIRST_EPHEMERAL);
            assertThat(LocalPorts.isFree(port)).isTrue();
        }
    }

    @Test
    void shouldTellAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral(LocalPorts.LOOPBACK))) {
            assertThat(LocalPorts.isFree(taken.getLocalPort())).isFalse();
        }
    }
}
