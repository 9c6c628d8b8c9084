package org.openstrawberry.micro.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.openstrawberry.micro.model.ModelFileException.Code;

/**
 * The format that files of weights and checkpoints share, little-endian throughout: eight bytes that tell the kind, the
 * version (int), the six sizes of the shape (int each), the tokenizer's fingerprint (long), a step (long), then arrays of
 * float32, each as long as the model has parameters, and the SHA-256 of everything before it.
 *
 * @param shape sizes of the model
 * @param tokenizer fingerprint of the tokenizer
 * @param step steps of training done
 * @param arrays each with one number per parameter
 */
public record ModelFile(ModelShape shape, long tokenizer, long step, List<float[]> arrays) {

    private static final int VERSION = 1;
    private static final int MAGIC = 8;
    private static final int HEADER = MAGIC + 7 * Integer.BYTES + 2 * Long.BYTES;
    private static final int CHECKSUM = 32;

    /** The most bytes of any file: three arrays of the largest model. */
    private static final long MAX_LENGTH = HEADER + CHECKSUM + 3L * Float.BYTES * ModelShape.MAX_PARAMETERS;

    /**
     * Writes a file beside its place and moves it there.
     *
     * @param kind eight ASCII characters
     * @throws IOException if it cannot be written
     */
    public void write(String kind, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(folder, "model", ".part");
        try {
            Files.write(draft, encode(kind));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private byte[] encode(String kind) {
        int length = HEADER + arrays.size() * shape.parameters() * Float.BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(length + CHECKSUM).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(magic(kind)).putInt(VERSION);
        buffer.putInt(shape.vocabulary()).putInt(shape.width()).putInt(shape.layers());
        buffer.putInt(shape.heads()).putInt(shape.hidden()).putInt(shape.context());
        buffer.putLong(tokenizer).putLong(step);
        for (float[] array : arrays) {
            buffer.asFloatBuffer().put(array);
            buffer.position(buffer.position() + array.length * Float.BYTES);
        }
        buffer.put(checksum(buffer.array(), length));
        return buffer.array();
    }

    /**
     * Reads a file.
     *
     * @param arrays how many arrays it must have, 1 to 3
     * @throws ModelFileException if it is refused
     * @throws IOException if it cannot be read
     */
    public static ModelFile read(String kind, int arrays, Path file) throws IOException {
        if (Files.size(file) > MAX_LENGTH) {
            throw new ModelFileException(Code.WRONG_LENGTH, "more than " + MAX_LENGTH + " bytes");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(kind, arrays, in);
        }
    }

    /**
     * Reads a stream to its end. Nothing is allocated before the header tells that it may be.
     *
     * @param arrays how many arrays it must have, 1 to 3
     * @throws ModelFileException if it is refused
     * @throws IOException if it cannot be read
     */
    public static ModelFile read(String kind, int arrays, InputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length < MAGIC || !ByteBuffer.wrap(header, 0, MAGIC).equals(ByteBuffer.wrap(magic(kind)))) {
            throw new ModelFileException(Code.NOT_A_MODEL, "the file does not begin with " + kind);
        }
        if (header.length < HEADER) {
            throw new ModelFileException(Code.WRONG_LENGTH, "the file ends within its header");
        }
        ByteBuffer fields = ByteBuffer.wrap(header, MAGIC, HEADER - MAGIC).order(ByteOrder.LITTLE_ENDIAN);
        int version = fields.getInt();
        if (version != VERSION) {
            throw new ModelFileException(Code.UNKNOWN_VERSION, "version " + version + " instead of " + VERSION);
        }
        ModelShape shape = shape(fields);
        long tokenizer = fields.getLong();
        long step = fields.getLong();
        int rest = arrays * shape.parameters() * Float.BYTES + CHECKSUM;
        byte[] body = in.readNBytes(rest);
        if (body.length != rest || in.read() >= 0) {
            throw new ModelFileException(
                    Code.WRONG_LENGTH, (body.length == rest ? "more" : "fewer") + " bytes than the shape tells");
        }
        checkSum(header, body);
        return new ModelFile(shape, tokenizer, step, floats(body, arrays, shape.parameters()));
    }

    private static ModelShape shape(ByteBuffer fields) throws ModelFileException {
        try {
            return new ModelShape(
                    fields.getInt(),
                    fields.getInt(),
                    fields.getInt(),
                    fields.getInt(),
                    fields.getInt(),
                    fields.getInt());
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(Code.BAD_SHAPE, String.valueOf(e.getMessage()));
        }
    }

    private static List<float[]> floats(byte[] body, int count, int length) throws ModelFileException {
        ByteBuffer buffer = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        List<float[]> arrays = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            float[] array = new float[length];
            for (int i = 0; i < length; i++) {
                array[i] = buffer.getFloat();
                if (!Float.isFinite(array[i])) {
                    throw new ModelFileException(Code.BAD_PARAMETER, "parameter " + i + " is " + array[i]);
                }
            }
            arrays.add(array);
        }
        return arrays;
    }

    private static void checkSum(byte[] header, byte[] body) throws ModelFileException {
        MessageDigest digest = sha256();
        digest.update(header);
        digest.update(body, 0, body.length - CHECKSUM);
        if (!ByteBuffer.wrap(digest.digest()).equals(ByteBuffer.wrap(body, body.length - CHECKSUM, CHECKSUM))) {
            throw new ModelFileException(Code.DAMAGED, "the checksum does not fit the content");
        }
    }

    private static byte[] checksum(byte[] content, int length) {
        MessageDigest digest = sha256();
        digest.update(content, 0, length);
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] magic(String kind) {
        return kind.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
