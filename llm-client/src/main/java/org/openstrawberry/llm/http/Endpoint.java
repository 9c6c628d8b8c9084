package org.openstrawberry.llm.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a provider is reached.
 *
 * @param provider its prefix, for messages
 * @param baseUrl its base URL, without a slash at the end
 */
public record Endpoint(String provider, URI baseUrl) {

    /** An endpoint, if the text is an http or https URL with a host. */
    public static Optional<Endpoint> parse(String provider, String text) {
        try {
            URI url = new URI(text.strip().replaceAll("/+$", ""));
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            return http && url.getHost() != null ? Optional.of(new Endpoint(provider, url)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether it is on this machine. By the name alone: a name that merely resolves to the loopback address does not
     * count.
     */
    public boolean loopback() {
        String host = baseUrl.getHost();
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    /** Provider and host for messages; nothing else of the URL, which might hold a password. */
    @Override
    public String toString() {
        return provider + " at " + baseUrl.getHost() + (baseUrl.getPort() < 0 ? "" : ":" + baseUrl.getPort());
    }
}
