package org.openstrawberry.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @Test
    void shouldBuildTheServerThatTheOptionsDescribe(@TempDir Path folder) throws Exception {
        // given
        Path answers = Files.writeString(folder.resolve("answers.json"), "{\"the capital of France\": \"Paris\"}");

        // when
        try (SimulatedModelServer server = CommandLine.parse(
                        "--answers=" + answers,
                        "--latency=uniform:1:2",
                        "--models=a,b",
                        "--require-key=k",
                        "--keep-requests=5",
                        "--fault-slow=0.5",
                        "--slow=1")
                .start()) {
            Client client = new Client(server);
            String reply = client.post(
                            Client.conversation("What is the capital of France?", "hm", "<final_answer> now"),
                            "Authorization",
                            "Bearer k")
                    .body();

            // then
            assertThat(reply).contains("Paris");
            assertThat(client.post(Client.conversation("go")).statusCode()).isEqualTo(401);
            assertThat(client.getJson("/v1/models").at("/data/1/id").asText()).isEqualTo("b");
            assertThat(server.requests()).hasSize(2);
            client.close();
        }
    }

    @Test
    void shouldFailEveryRequestWhenToldSo() throws Exception {
        try (SimulatedModelServer server =
                CommandLine.parse("--fault-429=1", "--retry-after=9").start()) {
            // when
            Client client = new Client(server);
            var response = client.post(Client.conversation("go"));

            // then
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).contains("9");
            client.close();
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThatThrownBy(() -> CommandLine.parse("--latencyy=5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("latencyy");
        assertThatThrownBy(() -> CommandLine.parse("latency")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CommandLine.parse("--accuracy=2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CommandLine.parse("--latency=uniform:5")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRunAsAProcess() throws Exception {
        // given
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatedModelServerMain.class.getName(),
                        "--reply=from a process")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader()) {
            // when
            String ready = output.readLine();

            // then
            assertThat(ready).matches("READY port=\\d+ baseUrl=http://127\\.0\\.0\\.1:\\d+/v1");
        } finally {
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
