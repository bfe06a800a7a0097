package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.InstantParameters;
import dev.destseg.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussiansTest {
    private static final int CHANNELS = 3;
    private static final Level LEVEL = new Level(8, 4, CHANNELS, 3, true, true);
    private static final int FEATURES = LEVEL.side() * LEVEL.side() * CHANNELS;

    /** Channels that go together, the more the further right; the mean grows downwards. */
    private static List<float[]> images(int count) {
        SplittableRandom random = new SplittableRandom(7);
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] image = new float[FEATURES];
            for (int position = 0; position < FEATURES / CHANNELS; position++) {
                double shared = random.nextGaussian() * (1 + position % LEVEL.side());
                for (int channel = 0; channel < CHANNELS; channel++) {
                    image[position * CHANNELS + channel] =
                            (float) (100 + position / LEVEL.side() + shared * (channel + 1) + random.nextGaussian());
                }
            }
            images.add(image);
        }
        return images;
    }

    private static FeatureMoments moments(List<float[]> images) {
        FeatureMoments moments = new FeatureMoments(LEVEL);
        images.forEach(image -> moments.add(image, 0));
        return moments;
    }

    @ParameterizedTest
    @ValueSource(floats = {0.1f, 0.7f, -1.99f, 117.3f})
    void aChannelThatNeverChangesLeavesTheOthersTheirSay(float constant) {
        List<float[]> images = images(301);
        images.forEach(image -> {
            for (int at = 1; at < FEATURES; at += CHANNELS) {
                image[at] = constant;
            }
        });
        Map<String, FloatTensor> fitted = Gaussians.fit(moments(images));
        float[] mean = fitted.get(InstantParameters.gaussianMean(LEVEL)).data();
        float[] whitening =
                fitted.get(InstantParameters.gaussianWhitening(LEVEL)).data();

        double squares = 0;
        for (float[] image : images) {
            for (int b = 0; b < CHANNELS; b++) {
                double y = 0;
                for (int a = 0; a < CHANNELS; a++) {
                    y += (image[a] - mean[a]) * whitening[a * CHANNELS + b];
                }
                squares += y * y / images.size();
            }
        }
        assertEquals(2, squares, 1.5, "One for each of the channels that change");
    }

    @Test
    void momentsAreThoseOfTheFeaturesWithinTheWindow() {
        List<float[]> images = images(9);
        List<float[]> features = new ArrayList<>();
        for (float[] image : images) {
            for (int y = 1; y <= 2; y++) {
                for (int x = 0; x <= 2; x++) {
                    int at = (y * LEVEL.side() + x) * CHANNELS;
                    features.add(new float[] {image[at], image[at + 1], image[at + 2]});
                }
            }
        }

        FeatureMoments.Moments found = moments(images).within(1, 2, 0, 2);

        assertEquals(features.size(), found.count());
        for (int a = 0; a < CHANNELS; a++) {
            assertEquals(mean(features, a), found.mean(a), 1e-9);
            for (int b = a; b < CHANNELS; b++) {
                assertEquals(covariance(features, a, b), found.covariance(a, b), 1e-8);
            }
        }
    }

    private static double mean(List<float[]> features, int channel) {
        return features.stream()
                .mapToDouble(feature -> feature[channel])
                .average()
                .orElseThrow();
    }

    private static double covariance(List<float[]> features, int a, int b) {
        double meanA = mean(features, a);
        double meanB = mean(features, b);
        return features.stream()
                .mapToDouble(feature -> (feature[a] - meanA) * (feature[b] - meanB))
                .average()
                .orElseThrow();
    }

    @Test
    void momentsOfTwoHalvesAddUpToThoseOfAll() {
        List<float[]> images = images(8);

        FeatureMoments.Moments all = moments(images).within(0, 3, 0, 3);
        FeatureMoments.Moments added = moments(images.subList(0, 3))
                .plus(moments(images.subList(3, 8)))
                .within(0, 3, 0, 3);

        assertEquals(all.count(), added.count());
        assertEquals(all.mean(1), added.mean(1), 1e-9);
        assertEquals(all.covariance(0, 2), added.covariance(0, 2), 1e-8);
    }

    @Test
    void whitenedFeaturesOfAPositionHaveNoMeanAndVariancesBelowOne() {
        List<float[]> images = images(400);
        Map<String, FloatTensor> fitted = Gaussians.fit(moments(images));
        float[] means = data(fitted, InstantParameters.gaussianMean(LEVEL));
        float[] whitenings = data(fitted, InstantParameters.gaussianWhitening(LEVEL));
        int position = LEVEL.side() + 1;
        List<float[]> whitened = new ArrayList<>();
        for (float[] image : images) {
            for (int y = 0; y <= 2; y++) {
                for (int x = 0; x <= 2; x++) {
                    whitened.add(whiten(image, (y * LEVEL.side() + x), means, whitenings, position));
                }
            }
        }

        for (int a = 0; a < CHANNELS; a++) {
            assertEquals(0, mean(whitened, a), 1e-3);
            double variance = covariance(whitened, a, a);
            assertTrue(variance > 0.05 && variance < 1, "variance " + variance);
        }
    }

    private static float[] data(Map<String, FloatTensor> tensors, String name) {
        FloatTensor tensor = tensors.get(name);
        assertTrue(tensor != null, name);
        return tensor.data();
    }

    private static float[] whiten(float[] image, int at, float[] means, float[] whitenings, int position) {
        float[] whitened = new float[CHANNELS];
        for (int b = 0; b < CHANNELS; b++) {
            for (int a = 0; a < CHANNELS; a++) {
                whitened[b] += (image[at * CHANNELS + a] - means[position * CHANNELS + a])
                        * whitenings[(position * CHANNELS + a) * CHANNELS + b];
            }
        }
        return whitened;
    }

    @Test
    void imagesThatAreAllTheSameCanStillBeFitted() {
        FeatureMoments moments = new FeatureMoments(LEVEL);
        float[] image = images(1).get(0);
        moments.add(image, 0);
        moments.add(image, 0);

        for (float value : data(Gaussians.fit(moments), InstantParameters.gaussianWhitening(LEVEL))) {
            assertTrue(Float.isFinite(value));
        }
    }
}
