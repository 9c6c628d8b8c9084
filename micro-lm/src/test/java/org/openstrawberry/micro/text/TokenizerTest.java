package org.openstrawberry.micro.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TokenizerTest {

    private final Tokenizer tokenizer = Tokenizer.standard();

    @Property(tries = 300)
    void shouldGiveBackEveryPrintableText(
            @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 200) String text) {
        int[] tokens = tokenizer.encode(text);
        assertThat(tokenizer.decode(tokens)).isEqualTo(text);
        assertThat(Arrays.stream(tokens)).allMatch(token -> token > Control.SOLVE.id() && token < tokenizer.size());
    }

    @Property(tries = 100)
    void shouldReadAnyText(@ForAll String text) {
        assertThat(tokenizer.decode(tokenizer.encode(text))).hasSameSizeAs(text);
    }

    @Test
    void shouldMakeOneTokenOfAPhraseAndOfEveryDigit() {
        assertThat(tokenizer.encode("Hana has 44 shells. Finds 7 more")).hasSize(8);
        assertThat(tokenizer.encode("Step 1: multiply\n44*2=88")).hasSize(9);
        assertThat(tokenizer.encode("1234567890")).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepItsIds() {
        // A change makes every model that was trained before unreadable.
        assertThat(tokenizer.size()).isEqualTo(160);
        assertThat(tokenizer.fingerprint()).isEqualTo(3_610_671_659L);
        assertThat(tokenizer.encode("\n a~Hana")).containsExactly(4, 5, 70, 99, 100);
    }

    @Test
    void shouldRefuseEndlessTexts() {
        assertThatThrownBy(() -> tokenizer.encode("1".repeat(Tokenizer.MAX_TEXT + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
