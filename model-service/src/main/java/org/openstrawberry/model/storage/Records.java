package org.openstrawberry.model.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.openstrawberry.model.http.Json;

/**
 * Records of one kind, each in a JSON file of its own: a line with the checksum of the rest, then the rest. A file that is
 * damaged is put aside and told in the log; the others are not concerned.
 *
 * @param <R> the kind
 */
public final class Records<R> {
    private static final Logger LOG = Logger.getLogger(Records.class);
    private static final String END = ".json";
    private static final int CHECKSUM = 64;

    private final Path folder;
    private final Class<R> type;

    /**
     * Those of a folder, which is made.
     *
     * @throws IOException if it cannot be
     */
    public Records(Path folder, Class<R> type) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.type = type;
    }

    /** Writes one in the place of the one there is. */
    public void write(String name, R value) throws IOException {
        byte[] json = Json.bytes(Json.tree(value));
        StoredFiles.write(file(name), out -> {
            out.write((StoredFiles.checksum(json) + "\n").getBytes(StandardCharsets.US_ASCII));
            out.write(json);
        });
    }

    /** Deletes one, if it is there. */
    public void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    /** All that are whole, in no order. */
    public List<R> readAll() throws IOException {
        List<R> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(END)).toList()) {
                try {
                    all.add(read(file));
                } catch (IOException e) {
                    LOG.errorf("%s is put aside: %s", file.getFileName(), e.getMessage());
                    Files.move(
                            file,
                            file.resolveSibling(file.getFileName() + ".damaged"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return all;
    }

    private R read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (content.length <= CHECKSUM) {
            throw new IOException("the file is too short");
        }
        byte[] json = Arrays.copyOfRange(content, CHECKSUM + 1, content.length);
        String checksum = new String(content, 0, CHECKSUM, StandardCharsets.US_ASCII);
        if (!checksum.equals(StoredFiles.checksum(json))) {
            throw new IOException("the checksum does not fit the content");
        }
        return Json.value(Json.parse(json), type);
    }

    private Path file(String name) {
        return folder.resolve(name + END);
    }
}
