package org.openstrawberry.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** TCP ports of the loopback address. */
public final class LocalPorts {
    /** The address that every server of ours listens on. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int LOWEST = 10_000;
    /** The first port that Linux gives to outgoing connections; macOS and Windows begin later. */
    private static final int FIRST_EPHEMERAL = 32_768;

    private static final int ATTEMPTS = 500;

    private LocalPorts() {}

    /** A port that was free a moment ago; see {@link #findFree(int)}. */
    public static int findFree() {
        return findFree(1);
    }

    /**
     * Ports in a row that were free a moment ago. None is of the range from which the system takes the ports of outgoing
     * connections: a server that starts a little later, or again, would now and then find such a port taken by a client.
     *
     * @param count how many ports
     * @return the first of them
     * @throws EmbeddedServerException when there are not so many
     */
    public static int findFree(int count) {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(LOWEST, FIRST_EPHEMERAL - count))
                .limit(ATTEMPTS)
                .filter(first -> IntStream.range(first, first + count).allMatch(LocalPorts::isFree))
                .findFirst()
                .orElseThrow(() ->
                        new EmbeddedServerException("no %d free ports in a row on %s".formatted(count, LOOPBACK)));
    }

    /** Whether a server could listen on the port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Checks that a server could listen on the port.
     *
     * @param server its name, for the message
     * @throws EmbeddedServerException when another process listens there
     */
    public static void requireFree(int port, String server) {
        if (!isFree(port)) {
            throw new EmbeddedServerException(
                    "%s cannot start: port %d of %s is in use by another process; stop that process or choose another port"
                            .formatted(server, port, LOOPBACK));
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port);
    }
}
