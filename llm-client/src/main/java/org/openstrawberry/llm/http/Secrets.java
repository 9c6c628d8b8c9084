package org.openstrawberry.llm.http;

import dev.langchain4j.http.client.HttpRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes keys out of texts that came from a provider, which may repeat the key it refuses. */
final class Secrets {

    private static final Pattern LOOKS_LIKE_A_KEY = Pattern.compile("(?i)\\b(?:sk|gsk|rk|pk|key)[-_][\\w*-]{8,}"
            + "|\\bAIza[\\w*-]{8,}|\\bbearer\\s+[\\w.~+/=-]+|(?<=[?&]key=)[^&\\s\"']+");
    private static final Set<String> KEY_HEADERS =
            Set.of("authorization", "api-key", "x-api-key", "x-goog-api-key", "proxy-authorization");
    private static final Set<String> KEY_PARAMETERS = Set.of("key", "api-key", "api_key", "access_token");
    private static final int SHORTEST = 4;

    private Secrets() {}

    /** Keys that go out with a request, so that a provider's echo of them can be taken out. */
    static List<String> of(HttpRequest request) {
        List<String> secrets = new ArrayList<>();
        request.headers().forEach((name, values) -> {
            if (KEY_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> secrets.add(value.replaceFirst("(?i)^(?:Bearer|Basic) ", "")));
            }
        });
        String query = URI.create(request.url()).getRawQuery();
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                int equals = parameter.indexOf('=');
                if (equals > 0
                        && KEY_PARAMETERS.contains(
                                parameter.substring(0, equals).toLowerCase(Locale.ROOT))) {
                    secrets.add(URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return secrets;
    }

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
