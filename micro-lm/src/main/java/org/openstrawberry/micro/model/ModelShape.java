package org.openstrawberry.micro.model;

/**
 * The sizes of a decoder-only transformer (Vaswani et al. 2017, arXiv:1706.03762).
 *
 * @param vocabulary number of tokens, 2 to 4096
 * @param width numbers in the vector of one position, 8 to 1024, a multiple of the heads
 * @param layers number of blocks of attention and feed-forward, 1 to 24
 * @param heads number of attention heads; the width of one head must be even, because positions rotate pairs
 * @param hidden numbers in the middle of the feed-forward part, 8 to 4096
 * @param context most tokens of one sequence, 8 to 4096
 */
public record ModelShape(int vocabulary, int width, int layers, int heads, int hidden, int context) {

    /** The most parameters that a model may have: what plain Java trains in a bearable time. */
    public static final int MAX_PARAMETERS = 20_000_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a size is out of its range, sizes do not go together, or they make more than
     *     {@link #MAX_PARAMETERS} parameters
     */
    public ModelShape {
        checkRange("vocabulary", vocabulary, 2, 4096);
        checkRange("width", width, 8, 1024);
        checkRange("layers", layers, 1, 24);
        checkRange("heads", heads, 1, width);
        checkRange("hidden", hidden, 8, 4096);
        checkRange("context", context, 8, 4096);
        if (width % heads != 0 || width / heads % 2 != 0) {
            throw new IllegalArgumentException("a width of " + width + " does not split into " + heads + " even heads");
        }
        if (parameters(vocabulary, width, layers, hidden) > MAX_PARAMETERS) {
            throw new IllegalArgumentException("more than " + MAX_PARAMETERS + " parameters");
        }
    }

    /** The shape for demonstrations: 96 wide, 3 layers, 3 heads, 256 tokens; about 0.36 million parameters. */
    public static ModelShape demo(int vocabulary) {
        return new ModelShape(vocabulary, 96, 3, 3, 384, 256);
    }

    /** Numbers in one head. */
    public int headWidth() {
        return width / heads;
    }

    /** Number of parameters. */
    public int parameters() {
        return Math.toIntExact(parameters(vocabulary, width, layers, hidden));
    }

    private static long parameters(long vocabulary, long width, long layers, long hidden) {
        return 2 * vocabulary * width + layers * (4 * width * width + 2 * width * hidden + 2 * width) + width;
    }

    private static void checkRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + " is not from " + least + " to " + most);
        }
    }
}
