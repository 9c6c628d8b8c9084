package org.openstrawberry.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback address. */
public final class LocalPorts {
    /** The address that every server of ours listens on. */
    public static final String LOOPBACK = "127.0.0.1";

    private LocalPorts() {}

    /** A port that was free a moment ago. */
    public static int findFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address(0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + LOOPBACK, e);
        }
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
