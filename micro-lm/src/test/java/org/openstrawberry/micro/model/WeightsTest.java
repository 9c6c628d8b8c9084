package org.openstrawberry.micro.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstrawberry.micro.Tiny;
import org.openstrawberry.micro.model.ModelFileException.Code;

class WeightsTest {

    private final Weights weights = Tiny.weights(1);

    @TempDir
    private Path folder = Path.of("");

    private byte[] content = {};

    @BeforeEach
    void save() throws IOException {
        weights.save(folder.resolve("weights"));
        content = Files.readAllBytes(folder.resolve("weights"));
    }

    private static void shouldRefuse(byte[] bytes, Code code) {
        assertThatThrownBy(() -> Weights.load(new ByteArrayInputStream(bytes)))
                .isInstanceOfSatisfying(ModelFileException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e).hasMessageStartingWith(code.name());
                });
    }

    private byte[] with(int offset, int value) {
        byte[] changed = content.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return changed;
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        assertThat(Weights.load(folder.resolve("weights"))).isEqualTo(weights).hasSameHashCodeAs(weights);
        assertThat(Weights.load(new ByteArrayInputStream(content))).isEqualTo(weights);
        assertThat(Weights.load(folder.resolve("weights")).tokenizer()).isEqualTo(7);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void shouldRefuseEveryFileWithAChangedByte() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            byte[] changed = content.clone();
            int at = i < 60 ? i : random.nextInt(content.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> Weights.load(new ByteArrayInputStream(changed)))
                    .isInstanceOf(ModelFileException.class);
        }
    }

    @Test
    void shouldRefuseEveryFileThatIsCutOffOrTooLong() {
        for (int length : new int[] {0, 3, 8, 30, 52, 60, content.length - 33, content.length - 1}) {
            shouldRefuse(Arrays.copyOf(content, length), length < 8 ? Code.NOT_A_MODEL : Code.WRONG_LENGTH);
        }
        shouldRefuse(Arrays.copyOf(content, content.length + 1), Code.WRONG_LENGTH);
    }

    @Test
    void shouldSayWhatIsWrong() {
        shouldRefuse(with(0, 0), Code.NOT_A_MODEL);
        shouldRefuse(with(8, 2), Code.UNKNOWN_VERSION);
        shouldRefuse(with(12, 0), Code.BAD_SHAPE);
        shouldRefuse(with(16, -24), Code.BAD_SHAPE);
        shouldRefuse(with(content.length - 4, 0), Code.DAMAGED);
    }

    @Test
    void shouldRefuseHugeSizesBeforeItAllocates() {
        byte[] huge = with(12, 4096);
        ByteBuffer fields = ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN);
        fields.putInt(16, 1024).putInt(20, 24).putInt(28, 4096);
        shouldRefuse(huge, Code.BAD_SHAPE);
        shouldRefuse(with(12, Integer.MAX_VALUE), Code.BAD_SHAPE);
    }

    @Test
    void shouldRefuseNumbersThatAreNotFinite() throws NoSuchAlgorithmException {
        // given
        byte[] changed = with(100, Float.floatToIntBits(Float.NaN));
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(changed, changed.length - 32));
        System.arraycopy(sum, 0, changed, changed.length - 32, 32);

        // then
        shouldRefuse(changed, Code.BAD_PARAMETER);
    }

    @Test
    void shouldNotBeAlteredFromOutside() {
        // when
        float[] copy = weights.copyOfParameters();
        copy[0] += 1;

        // then
        assertThat(weights).isEqualTo(Tiny.weights(1));
        assertThat(Weights.copyOf(Tiny.SHAPE, 7, copy)).isNotEqualTo(weights);
    }

    @Test
    void shouldRefuseParametersThatDoNotFit() {
        assertThatThrownBy(() -> Weights.copyOf(Tiny.SHAPE, 7, new float[5]))
                .isInstanceOf(IllegalArgumentException.class);
        float[] infinite = weights.copyOfParameters();
        infinite[9] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> Weights.copyOf(Tiny.SHAPE, 7, infinite)).hasMessageContaining("parameter 9");
    }

    @Test
    void shouldRefuseImpossibleShapes() {
        assertThatThrownBy(() -> new ModelShape(100, 96, 3, 7, 384, 256)).hasMessageContaining("7 even heads");
        assertThatThrownBy(() -> new ModelShape(100, 96, 3, 96, 384, 256)).hasMessageContaining("even heads");
        assertThatThrownBy(() -> new ModelShape(4096, 1024, 24, 8, 4096, 256)).hasMessageContaining("parameters");
        assertThat(ModelShape.demo(160).parameters()).isEqualTo(363_168);
    }
}
