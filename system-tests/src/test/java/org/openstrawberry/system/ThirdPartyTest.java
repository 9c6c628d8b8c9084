package org.openstrawberry.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the list of third-party licences with the jars that are shipped. */
class ThirdPartyTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> SHIPPED = List.of(
            "orchestrator-service/target/quarkus-app/lib",
            "generator-service/target/quarkus-app/lib",
            "verifier-service/target/quarkus-app/lib",
            "judge-service/target/quarkus-app/lib",
            "model-service/target/quarkus-app/lib",
            "cli/target/lib",
            "embedded-servers/target/broker-lib");
    private static final Set<String> ACCEPTED =
            Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "CC0-1.0", "EPL-2.0");
    private static final Pattern ROW = Pattern.compile("^\\| ([^: ]+):([^ ]+) \\| ([^|]+) \\|$");
    private static final Pattern VERSION = Pattern.compile("-\\d[^/]*\\.jar$");

    @Test
    void shouldAcceptEveryLicenceOfTheList() throws IOException {
        assertThat(listed().values()).isNotEmpty().allMatch(ACCEPTED::contains);
    }

    @Test
    void shouldListEveryJarThatIsShipped() throws IOException {
        // given
        Set<String> known = new HashSet<>();
        listed().keySet().forEach(artifact -> {
            known.add(artifact.replace(':', '.'));
            known.add(artifact.substring(artifact.indexOf(':') + 1));
        });

        // when
        Set<String> unlisted = shipped().stream()
                .filter(jar -> !jar.contains("openstrawberry") && !jar.contains("SNAPSHOT"))
                .filter(jar -> !known.contains(VERSION.matcher(jar).replaceFirst("")))
                .collect(Collectors.toCollection(TreeSet::new));

        // then
        assertThat(unlisted).as("jars that THIRD-PARTY.md does not list").isEmpty();
    }

    private static Map<String, String> listed() throws IOException {
        try (Stream<String> lines = Files.lines(ROOT.resolve("THIRD-PARTY.md"))) {
            return lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .collect(Collectors.toMap(row -> row.group(1) + ":" + row.group(2), row -> row.group(3)));
        }
    }

    private static Set<String> shipped() throws IOException {
        Set<String> jars = new HashSet<>();
        for (String folder : SHIPPED) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".jar"))
                        .forEach(jars::add);
            }
        }
        assertThat(jars).as("the applications are packaged before this test").isNotEmpty();
        return jars;
    }
}
