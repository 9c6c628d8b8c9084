package org.openstrawberry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceCommandTest {
    private static final PortPlan PORTS = PortPlan.from(21000);
    private static final StackHome HOME = StackHome.of(Path.of("/repository"), Map.of(), PORTS);

    @TempDir
    private Path folder;

    @Test
    void shouldTellAServiceWhereEverythingIs() {
        // given
        ServiceCommand command = new ServiceCommand(HOME, PORTS, Map.of(), Map.of());

        // when
        Map<String, String> environment = command.environment(new ServiceInstance(ServiceKind.GENERATOR, 2, 33333));

        // then
        assertThat(environment)
                .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                .containsEntry("QUARKUS_HTTP_PORT", "33333")
                .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:21011/strawberry")
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", "strawberry")
                .containsEntry("QUARKUS_DATASOURCE_PASSWORD", "strawberry")
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:21010")
                .containsEntry("STRAWBERRY_JUDGE_URL", "http://127.0.0.1:21003")
                .containsEntry("MICRO_BASE_URL", "http://127.0.0.1:21005/v1")
                .containsEntry("STRAWBERRY_MODEL_DATA", "/repository/.strawberry/ports-21000/model");
    }

    @Test
    void shouldLeaveTheModelServiceToTheUser() {
        // given
        ServiceCommand command =
                new ServiceCommand(HOME, PORTS, Map.of("MICRO_BASE_URL", "http://elsewhere/v1"), Map.of());

        // when, then
        assertThat(command.environment(new ServiceInstance(ServiceKind.GENERATOR, 1, 21001)))
                .containsEntry("MICRO_BASE_URL", "http://elsewhere/v1");
    }

    @Test
    void shouldLetTheModelServiceCompute() {
        // given
        ServiceCommand command = new ServiceCommand(HOME, PORTS, Map.of(), Map.of());

        // when, then
        assertThat(command.line(new ServiceInstance(ServiceKind.MODEL, 1, 21005)))
                .containsSequence("--add-modules", "jdk.incubator.vector")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void shouldPassOnTheFileOfTheUserUnlessTheEnvironmentSaysOtherwise() {
        // given
        ServiceCommand command = new ServiceCommand(
                HOME,
                PORTS,
                Map.of("OPENAI_API_KEY", "from the file", "GROQ_API_KEY", "from the file", "QUARKUS_HTTP_PORT", "1"),
                Map.of("GROQ_API_KEY", "from the environment"));

        // when
        Map<String, String> environment = command.environment(new ServiceInstance(ServiceKind.GENERATOR, 1, 21001));

        // then
        assertThat(environment)
                .containsEntry("OPENAI_API_KEY", "from the file")
                .doesNotContainKey("GROQ_API_KEY")
                .containsEntry("QUARKUS_HTTP_PORT", "21001");
    }

    @Test
    void shouldStartTheBuiltApplicationWithAModestHeapAndTheUsersOptions() {
        // given
        StackHome home = StackHome.of(folder, Map.of(), PORTS);
        ServiceCommand command =
                new ServiceCommand(home, PORTS, Map.of(), Map.of("STRAWBERRY_JAVA_OPTS", " -Da=b  -Xint "));

        // when, then
        assertThat(command.line(new ServiceInstance(ServiceKind.JUDGE, 1, 21003)))
                .contains("-Xmx256m", "-Da=b", "-Xint")
                .endsWith("-jar", folder + "/judge-service/target/quarkus-app/quarkus-run.jar")
                .doesNotContain("");
    }

    @Test
    void shouldKeepStacksApart() {
        assertThat(StackHome.of(Path.of("/repository"), Map.of(), PortPlan.standard())
                        .directory())
                .hasToString("/repository/.strawberry");
        assertThat(HOME.directory()).hasToString("/repository/.strawberry/ports-21000");
        assertThat(StackHome.of(Path.of("/repository"), Map.of("STRAWBERRY_HOME", "/data"), PORTS)
                        .log("kafka"))
                .hasToString("/data/ports-21000/logs/kafka.log");
    }
}
