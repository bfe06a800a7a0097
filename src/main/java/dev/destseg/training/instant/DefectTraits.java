package dev.destseg.training.instant;

import dev.destseg.network.DefectFilters;
import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.FloatTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What kinds of defects add to the features of good parts, and the filters for it.
 *
 * @param kinds for each kind what it adds at each level with a Gaussian, C numbers, by the name of the level's features
 */
record DefectTraits(List<Map<String, float[]>> kinds) {
    DefectTraits {
        kinds = List.copyOf(kinds);
    }

    /**
     * The filters, as {@link DefectFilters} names them.
     *
     * @param memory Gaussians
     */
    Map<String, FloatTensor> filters(InstantModel model, Parameters memory) {
        Map<String, FloatTensor> filters = new LinkedHashMap<>();
        for (int kind = 0; kind < kinds.size(); kind++) {
            Map<Level, float[]> ofLevels = new LinkedHashMap<>();
            double square = 0;
            for (Level level : model.levels()) {
                float[] added = kinds.get(kind).get(level.features());
                if (level.placed() && added != null) {
                    float[] filter = filter(level, memory, added);
                    ofLevels.put(level, filter);
                    square += meanResponse(filter, added);
                }
            }
            float scale = (float) (1 / Math.sqrt(square + Float.MIN_NORMAL));
            for (Map.Entry<Level, float[]> each : ofLevels.entrySet()) {
                float[] scaled = each.getValue().clone();
                for (int i = 0; i < scaled.length; i++) {
                    scaled[i] *= scale;
                }
                Level level = each.getKey();
                filters.put(
                        DefectFilters.filter(kind, level),
                        FloatTensor.of(scaled, level.side(), level.side(), level.channels(), 1));
            }
        }
        return filters;
    }

    /** W W^T d at each position. */
    private static float[] filter(Level level, Parameters memory, float[] added) {
        int channels = level.channels();
        FloatTensor whitenings = memory.tensors().get(InstantModel.gaussianWhitening(level));
        if (whitenings == null) {
            throw new IllegalArgumentException("There are no Gaussians at " + level.features());
        }
        float[] w = whitenings.data();
        float[] filter = new float[level.side() * level.side() * channels];
        IntStream.range(0, level.side() * level.side()).parallel().forEach(position -> {
            int at = position * channels * channels;
            for (int b = 0; b < channels; b++) {
                double y = 0;
                for (int a = 0; a < channels; a++) {
                    y += w[at + a * channels + b] * added[a];
                }
                for (int a = 0; a < channels; a++) {
                    filter[position * channels + a] += (float) (w[at + a * channels + b] * y);
                }
            }
        });
        return filter;
    }

    private static double meanResponse(float[] filter, float[] added) {
        double sum = 0;
        for (int i = 0; i < filter.length; i++) {
            sum += (double) filter[i] * added[i % added.length];
        }
        return sum * added.length / filter.length;
    }
}
