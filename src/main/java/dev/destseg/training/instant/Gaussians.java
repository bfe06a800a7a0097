package dev.destseg.training.instant;

import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.InstantParameters;
import dev.destseg.tensor.FloatTensor;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * Fits a Gaussian to the features around each position (PaDiM, Defard et al. 2020): mean and covariance over the 3 x 3
 * positions and all images. To the covariance is added a share of the usual variance within a position, so that it can be
 * inverted however few the images.
 */
final class Gaussians {
    private static final int REACH = 1;
    private static final double SHRINKAGE = 0.1;
    /** Of the variance over all positions: for channels that never change at a position. */
    private static final double FLOOR = 1e-4;
    /** Of the square of the mean, as a variance: for channels that never change, such as a colour under light without it. */
    private static final double CONSTANT = 1e-6;

    private final FeatureMoments moments;
    private final Level level;
    private final double[] variances;
    private final double added;

    private Gaussians(FeatureMoments moments) {
        this.moments = moments;
        this.level = moments.level();
        int last = level.side() - 1;
        FeatureMoments.Moments all = moments.within(0, last, 0, last);
        this.variances = IntStream.range(0, level.channels())
                .mapToDouble(channel -> leastVariance(all, channel))
                .toArray();
        this.added = SHRINKAGE * shareWithinPositions() + FLOOR;
    }

    private static double leastVariance(FeatureMoments.Moments all, int channel) {
        double rounding = CONSTANT * all.mean(channel) * all.mean(channel);
        return Math.max(all.variance(channel), rounding) + Float.MIN_NORMAL;
    }

    /** The parameters of the Gaussians of a level, as {@link InstantModel} names them. */
    static Map<String, FloatTensor> fit(FeatureMoments moments) {
        return new Gaussians(moments).fit();
    }

    private FeatureMoments.Moments around(int position) {
        int last = level.side() - 1;
        int y = position / level.side();
        int x = position % level.side();
        return moments.within(
                Math.max(0, y - REACH), Math.min(last, y + REACH), Math.max(0, x - REACH), Math.min(last, x + REACH));
    }

    /** What share of a channel's variance over everything is found around one position, on average. */
    private double shareWithinPositions() {
        int positions = level.side() * level.side();
        return IntStream.range(0, positions)
                        .parallel()
                        .mapToDouble(position -> {
                            FeatureMoments.Moments here = around(position);
                            return IntStream.range(0, level.channels())
                                    .mapToDouble(channel -> here.variance(channel) / variances[channel])
                                    .average()
                                    .orElse(0);
                        })
                        .sum()
                / positions;
    }

    private Map<String, FloatTensor> fit() {
        int channels = level.channels();
        int positions = level.side() * level.side();
        float[] means = new float[positions * channels];
        float[] whitenings = new float[positions * channels * channels];
        IntStream.range(0, positions).parallel().forEach(position -> {
            FeatureMoments.Moments here = around(position);
            for (int channel = 0; channel < channels; channel++) {
                means[position * channels + channel] = (float) here.mean(channel);
            }
            whiten(here, whitenings, position * channels * channels);
        });
        int side = level.side();
        return Map.of(
                InstantParameters.gaussianMean(level),
                FloatTensor.of(means, side, side, 1, channels),
                InstantParameters.gaussianWhitening(level),
                FloatTensor.of(whitenings, side, side, channels, channels));
    }

    /** With L L^T the covariance, the inverse is W W^T for W the transposed inverse of L. */
    private void whiten(FeatureMoments.Moments here, float[] whitening, int offset) {
        int channels = level.channels();
        DMatrixRMaj covariance = new DMatrixRMaj(channels, channels);
        for (int a = 0; a < channels; a++) {
            for (int b = a; b < channels; b++) {
                double value = here.covariance(a, b);
                covariance.set(a, b, value);
                covariance.set(b, a, value);
            }
            covariance.set(a, a, here.variance(a) + added * variances[a]);
        }
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(channels, true);
        if (!cholesky.decompose(covariance)) {
            throw new IllegalStateException("The covariance of " + level.features() + " cannot be inverted");
        }
        DMatrixRMaj lower = cholesky.getT(null);
        TriangularSolver_DDRM.invertLower(lower.data, channels);
        for (int a = 0; a < channels; a++) {
            for (int b = a; b < channels; b++) {
                whitening[offset + a * channels + b] = (float) lower.get(b, a);
            }
        }
    }
}
