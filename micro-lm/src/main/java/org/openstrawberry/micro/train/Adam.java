package org.openstrawberry.micro.train;

/**
 * Adam (Kingma and Ba 2014, arXiv:1412.6980) with the decay rates .9 and .98, after scaling gradients whose norm is above a
 * limit down to it.
 */
final class Adam {

    private static final float MEAN_DECAY = 0.9f;
    private static final float SQUARE_DECAY = 0.98f;
    private static final float EPSILON = 1e-8f;

    private final double clip;
    private final float[] means;
    private final float[] squares;
    private long steps;

    Adam(double clip, float[] means, float[] squares, long steps) {
        this.clip = clip;
        this.means = means;
        this.squares = squares;
        this.steps = steps;
    }

    /**
     * One step.
     *
     * @param gradient is scaled in place where it is too long
     * @return norm of the gradient before
     */
    double step(float[] parameters, float[] gradient, double learningRate) {
        double norm = norm(gradient);
        float scale = norm > clip ? (float) (clip / norm) : 1;
        steps++;
        double meanCorrection = 1 - StrictMath.pow(MEAN_DECAY, (double) steps);
        double squareCorrection = 1 - StrictMath.pow(SQUARE_DECAY, (double) steps);
        float rate = (float) (learningRate / meanCorrection);
        float correction = (float) (1 / Math.sqrt(squareCorrection));
        for (int i = 0; i < parameters.length; i++) {
            float slope = gradient[i] * scale;
            means[i] = MEAN_DECAY * means[i] + (1 - MEAN_DECAY) * slope;
            squares[i] = SQUARE_DECAY * squares[i] + (1 - SQUARE_DECAY) * slope * slope;
            parameters[i] -= rate * means[i] / ((float) Math.sqrt(squares[i]) * correction + EPSILON);
        }
        return norm;
    }

    private static double norm(float[] gradient) {
        double sum = 0;
        for (float slope : gradient) {
            sum += (double) slope * slope;
        }
        return Math.sqrt(sum);
    }

    long steps() {
        return steps;
    }

    float[] means() {
        return means;
    }

    float[] squares() {
        return squares;
    }
}
