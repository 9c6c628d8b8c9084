package org.openstrawberry.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the settings of all services must have in common. */
class ServiceSettingsTest {
    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @ValueSource(strings = {"orchestrator", "generator", "verifier", "judge", "model"})
    void shouldListenOnThisMachineOnly(String service) throws IOException {
        assertThat(section(service, "http")).containsEntry("host", "127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orchestrator", "generator", "verifier", "judge"})
    void shouldGiveUpADatabaseConnectionThatHangs(String service) throws IOException {
        Map<?, ?> jdbc = settings(section(service, "datasource"), "jdbc");
        Map<?, ?> driver = settings(jdbc, "additional-jdbc-properties");

        assertThat(jdbc.get("acquisition-timeout")).isNotNull();
        assertThat(Integer.parseInt(String.valueOf(driver.get("connectTimeout"))))
                .isBetween(1, 10);
        assertThat(Integer.parseInt(String.valueOf(driver.get("socketTimeout"))))
                .isBetween(1, 60);
        assertThat(driver.get("tcpKeepAlive")).hasToString("true");
    }

    private static Map<?, ?> settings(Map<?, ?> section, String name) {
        return section.get(name) instanceof Map<?, ?> settings ? settings : Map.of();
    }

    private static Map<Object, Object> section(String service, String name) throws IOException {
        Path file = ROOT.resolve(service + "-service/src/main/resources/application.yaml");
        try (Reader reader = Files.newBufferedReader(file)) {
            Map<String, Map<String, Map<Object, Object>>> settings =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return settings.getOrDefault("quarkus", Map.of()).getOrDefault(name, Map.of());
        }
    }
}
