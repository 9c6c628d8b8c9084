package org.openstrawberry.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that modules and packages keep, read from what was compiled. */
class ArchitectureTest {
    private static final List<String> MODULES = List.of(
            "contracts",
            "embedded-servers",
            "simulated-model-server",
            "micro-lm",
            "session-store",
            "messaging",
            "llm-client",
            "judge-service",
            "generator-service",
            "verifier-service",
            "orchestrator-service",
            "model-service",
            "cli");

    /** What a framework would bring into logic that must do without. */
    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "io.smallrye..",
        "jakarta..",
        "org.hibernate..",
        "org.eclipse.microprofile..",
        "org.apache.kafka..",
        "dev.langchain4j..",
        "java.sql..",
        "org.openstrawberry.messaging.."
    };

    private static JavaClasses production = new ClassFileImporter().importClasses();

    @BeforeAll
    static void importWhatWasCompiled() {
        List<Path> compiled = MODULES.stream()
                .map(module -> Path.of("..", module, "target", "classes"))
                .toList();
        assertThat(compiled).as("the modules are compiled before this one").allMatch(Files::isDirectory);
        production = new ClassFileImporter().importPaths(compiled);
    }

    @Test
    void shouldDependInOneDirectionOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("org.openstrawberry..")
                .layer("contracts")
                .definedBy("org.openstrawberry.contracts..")
                .layer("store")
                .definedBy("org.openstrawberry.store..")
                .layer("messaging")
                .definedBy("org.openstrawberry.messaging..")
                .layer("llm")
                .definedBy("org.openstrawberry.llm..")
                .layer("embedded")
                .definedBy("org.openstrawberry.embedded..")
                .layer("simulated")
                .definedBy("org.openstrawberry.simulated..")
                .layer("micro")
                .definedBy("org.openstrawberry.micro..")
                .layer("orchestrator")
                .definedBy("org.openstrawberry.orchestrator..")
                .layer("generator")
                .definedBy("org.openstrawberry.generator..")
                .layer("verifier")
                .definedBy("org.openstrawberry.verifier..")
                .layer("judge")
                .definedBy("org.openstrawberry.judge..")
                .layer("model")
                .definedBy("org.openstrawberry.model..")
                .layer("cli")
                .definedBy("org.openstrawberry.cli..")
                .whereLayer("contracts")
                .mayNotAccessAnyLayer()
                .whereLayer("embedded")
                .mayNotAccessAnyLayer()
                .whereLayer("simulated")
                .mayNotAccessAnyLayer()
                .whereLayer("micro")
                .mayNotAccessAnyLayer()
                .whereLayer("store")
                .mayOnlyAccessLayers("contracts")
                .whereLayer("messaging")
                .mayOnlyAccessLayers("contracts", "store")
                .whereLayer("llm")
                .mayOnlyAccessLayers("contracts", "store")
                .whereLayer("judge")
                .mayOnlyAccessLayers("contracts", "store", "messaging")
                .whereLayer("generator")
                .mayOnlyAccessLayers("contracts", "store", "messaging", "llm")
                .whereLayer("verifier")
                .mayOnlyAccessLayers("contracts", "store", "messaging", "llm")
                .whereLayer("orchestrator")
                .mayOnlyAccessLayers("contracts", "store", "messaging", "llm")
                .whereLayer("model")
                .mayOnlyAccessLayers("micro")
                .whereLayer("cli")
                .mayOnlyAccessLayers("contracts", "embedded")
                .check(production);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.openstrawberry.contracts..",
                "org.openstrawberry.llm.reply..",
                "org.openstrawberry.orchestrator.trace..",
                "org.openstrawberry.orchestrator.prompt..",
                "org.openstrawberry.orchestrator.worth..",
                "org.openstrawberry.verifier.vote..",
                "org.openstrawberry.verifier.reply..",
            })
    void shouldKeepDomainLogicFreeOfFrameworks(String domain) {
        noClasses()
                .that()
                .resideInAPackage(domain)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .check(production);
    }

    @Test
    void shouldKeepTheJudgeFreeOfFrameworks() {
        noClasses()
                .that()
                .resideInAPackage("org.openstrawberry.judge..")
                .and()
                .resideOutsideOfPackage("org.openstrawberry.judge.service..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .check(production);
    }

    @Test
    void shouldKeepTheStateMachineIgnorantOfWhoDrivesIt() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.openstrawberry.orchestrator.trace..", "org.openstrawberry.orchestrator.prompt..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.openstrawberry.orchestrator.run..", "org.openstrawberry.orchestrator.api..")
                .check(production);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orchestrator", "store", "messaging", "llm", "generator", "verifier", "micro", "model"})
    void shouldHaveNoCyclesBetweenPackages(String module) {
        slices().matching("org.openstrawberry." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(production);
    }

    @Test
    void shouldKeepEntitiesInTheStore() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .resideInAPackage("org.openstrawberry.store..")
                .check(production);
    }
}
