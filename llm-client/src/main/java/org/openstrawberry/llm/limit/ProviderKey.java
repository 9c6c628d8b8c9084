package org.openstrawberry.llm.limit;

import java.util.Optional;
import org.openstrawberry.llm.http.Endpoint;
import org.openstrawberry.store.Sha256;

/**
 * What a provider counts its limits for: a key at an address. Two processes with the same key and address share the
 * limit; the key itself is not in here and cannot be had from it.
 *
 * @param provider the prefix in {@code provider:model}
 * @param fingerprint of key and address, 12 hexadecimal digits
 */
public record ProviderKey(String provider, String fingerprint) {

    private static final int DIGITS = 12;

    /** The key at the endpoint; empty where none is sent. */
    public static ProviderKey of(Endpoint endpoint, Optional<String> key) {
        // No key and no address contains a line feed, so nothing else has the same text.
        String text = key.orElse("") + "\n" + endpoint.baseUrl();
        return new ProviderKey(endpoint.provider(), Sha256.hex(text).substring(0, DIGITS));
    }

    /** Names the key's row, logs and threads. */
    public String id() {
        return provider + "/" + fingerprint;
    }

    @Override
    public String toString() {
        return id();
    }
}
