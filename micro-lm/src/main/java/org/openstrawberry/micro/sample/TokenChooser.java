package org.openstrawberry.micro.sample;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.openstrawberry.micro.network.Exponential;

/** Draws a token by its logits. */
final class TokenChooser {

    private final float[] shares;
    private final long[] order;

    TokenChooser(int vocabulary) {
        shares = new float[vocabulary];
        order = new long[vocabulary];
    }

    int choose(float[] logits, int offset, SampleRequest request, SplittableRandom random) {
        if (request.temperature() == 0) {
            return likeliest(logits, offset);
        }
        float largest = Exponential.largest(logits, offset, shares.length);
        float inverse = (float) (1 / request.temperature());
        double sum = 0;
        for (int token = 0; token < shares.length; token++) {
            shares[token] = Exponential.exp((logits[offset + token] - largest) * inverse);
            sum += shares[token];
        }
        if (request.topP() < 1) {
            sum = keepLikeliest(sum * request.topP());
        }
        return draw(random.nextDouble() * sum);
    }

    private int likeliest(float[] logits, int offset) {
        int best = 0;
        for (int token = 1; token < shares.length; token++) {
            if (logits[offset + token] > logits[offset + best]) {
                best = token;
            }
        }
        return best;
    }

    /** Sets the shares of all but the likeliest to zero; of equal ones the lower token comes first. */
    private double keepLikeliest(double enough) {
        for (int token = 0; token < shares.length; token++) {
            // Floats that are not negative sort as their bits do.
            order[token] = ((long) ~Float.floatToIntBits(shares[token]) << Integer.SIZE) | token;
        }
        Arrays.sort(order);
        double kept = 0;
        for (long entry : order) {
            int token = (int) entry;
            if (kept >= enough) {
                shares[token] = 0;
            }
            kept += shares[token];
        }
        return kept;
    }

    private int draw(double point) {
        int last = 0;
        double sum = 0;
        for (int token = 0; token < shares.length; token++) {
            if (shares[token] > 0) {
                sum += shares[token];
                last = token;
                if (sum > point) {
                    return token;
                }
            }
        }
        return last;
    }
}
