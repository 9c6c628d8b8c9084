package org.openstrawberry.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A repository whose services are fakes and whose broker is the real one. */
public final class FakeRepository {
    private FakeRepository() {}

    /** Makes one in a folder. */
    public static Path in(Path folder) throws IOException {
        for (ServiceKind kind : ServiceKind.values()) {
            Path jar = folder.resolve(kind.module()).resolve("target/quarkus-app/quarkus-run.jar");
            Files.createDirectories(jar.getParent());
            writeJar(jar);
        }
        Path library = repository().resolve("embedded-servers/target/broker-lib");
        Files.createDirectories(folder.resolve("embedded-servers/target"));
        Files.createSymbolicLink(folder.resolve("embedded-servers/target/broker-lib"), library);
        return folder;
    }

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("embedded-servers"))
                ? here
                : Objects.requireNonNull(here.getParent(), "the module's folder has a parent");
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        String entry = FakeService.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream output = new JarOutputStream(file, manifest);
                InputStream code = FakeService.class.getClassLoader().getResourceAsStream(entry)) {
            output.putNextEntry(new JarEntry(entry));
            Objects.requireNonNull(code, entry).transferTo(output);
            output.closeEntry();
        }
    }
}
