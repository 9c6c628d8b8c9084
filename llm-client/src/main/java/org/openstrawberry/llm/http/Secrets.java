package org.openstrawberry.llm.http;

import java.util.List;
import java.util.regex.Pattern;

/** Takes keys out of texts that came from a provider, which may repeat the key it refuses. */
final class Secrets {

    private static final Pattern LOOKS_LIKE_A_KEY =
            Pattern.compile("(?i)\\b(?:sk|gsk|rk|pk|key)[-_][\\w*-]{8,}|\\bbearer\\s+[\\w.~+/=-]+");
    private static final int SHORTEST = 4;

    private Secrets() {}

    /** The text without these secrets and without whatever else looks like a key. */
    static String redact(String text, List<String> secrets) {
        String clean = text;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                clean = clean.replace(secret, "[key]");
            }
        }
        return LOOKS_LIKE_A_KEY.matcher(clean).replaceAll("[key]");
    }
}
