package dev.destseg.bench;

import dev.destseg.network.DeStSeg;
import dev.destseg.network.Parameters;
import dev.destseg.network.Profile;
import dev.destseg.network.Teacher;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Networks with drawn weights: speed does not depend on what they have learned, and a benchmark needs no files. */
final class BenchmarkNetworks {
    /** EfficientNet-Lite0, blocks 0 to 12: kernel, expansion of the channels, channels out. */
    private static final int[][] BLOCKS = {
        {3, 1, 16},
        {3, 6, 24},
        {3, 6, 24},
        {5, 6, 40},
        {5, 6, 40},
        {3, 6, 80},
        {3, 6, 80},
        {3, 6, 80},
        {5, 6, 112},
        {5, 6, 112},
        {5, 6, 112},
        {5, 6, 192},
        {5, 6, 192}
    };

    private final Map<String, FloatTensor> drawn = new LinkedHashMap<>();
    private final Random random = new Random(1);

    private BenchmarkNetworks() {}

    static DeStSeg of(Profile profile) {
        return new DeStSeg(profile, Teacher.of(profile.teacher(), new BenchmarkNetworks().teacher(profile.teacher())));
    }

    private Parameters teacher(Teacher.Architecture architecture) {
        switch (architecture) {
            case RESNET18 -> resnet18();
            case EFFICIENTNET_LITE0 -> efficientNetLite0();
        }
        return new Parameters(drawn);
    }

    private void resnet18() {
        normalized("conv1", "bn1", 64, 3, 7);
        int in = 64;
        for (int level = 1; level <= 3; level++) {
            int width = 32 << level;
            for (int block = 0; block < 2; block++) {
                String name = "layer" + level + "." + block + ".";
                normalized(name + "conv1", name + "bn1", width, in, 3);
                normalized(name + "conv2", name + "bn2", width, width, 3);
                if (in != width) {
                    normalized(name + "downsample.0", name + "downsample.1", width, in, 1);
                }
                in = width;
            }
        }
    }

    private void efficientNetLite0() {
        normalized("_conv_stem", "_bn0", 32, 3, 3);
        int in = 32;
        for (int i = 0; i < BLOCKS.length; i++) {
            String name = "_blocks." + i + ".";
            int wide = in * BLOCKS[i][1];
            if (wide != in) {
                normalized(name + "_expand_conv", name + "_bn0", wide, in, 1);
            }
            normalized(name + "_depthwise_conv", name + "_bn1", wide, 1, BLOCKS[i][0]);
            normalized(name + "_project_conv", name + "_bn2", BLOCKS[i][2], wide, 1);
            in = BLOCKS[i][2];
        }
    }

    private void normalized(String convolution, String norm, int out, int in, int kernel) {
        float[] weights = new float[out * in * kernel * kernel];
        double deviation = Math.sqrt(2.0 / (in * kernel * kernel));
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (deviation * random.nextGaussian());
        }
        drawn.put(convolution + ".weight", new FloatTensor(Shape.of(out, in, kernel, kernel), weights));
        for (String statistic : List.of("weight", "bias", "running_mean", "running_var")) {
            float[] values = new float[out];
            Arrays.fill(values, statistic.equals("weight") || statistic.equals("running_var") ? 1 : 0);
            drawn.put(norm + "." + statistic, FloatTensor.of(values, out));
        }
    }
}
