package dev.destseg.training.instant;

import dev.destseg.image.ImageStatistics;
import dev.destseg.network.Exposure;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Memories;
import dev.destseg.network.Parameters;
import dev.destseg.network.weights.StateDictionaryReader;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.training.GoodJudgement;
import dev.destseg.training.KnownImages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a recipe carries so that its memories can take further images in: moments at each position, the banks, how distances
 * are calibrated and weighed, and the scores that good images got from memories without them. As tensors of {@link
 * Recipe#CHECKPOINT}; 23 MB at 256 x 256 for each memory, and 12 bytes for each image
 * that was remembered.
 *
 * @param memories one or two, of the same images
 * @param known which images those are
 * @param scores of good images held back, the latest at most
 * @param looks of the same images
 */
record MemoryState(
        Map<Exposure, Memory> memories, KnownImages known, List<Double> scores, List<ImageStatistics> looks) {
    /** Enough to support a bound on false rejects of one in a thousand. */
    private static final int MOST_SCORES = 4096;

    private static final String SCORES = "good.scores";
    private static final String LOOKS = "good.looks";
    private static final int TRAITS = 3;

    MemoryState {
        memories = Collections.unmodifiableMap(new EnumMap<>(memories));
        scores = latest(scores);
        looks = latest(looks);
    }

    private static <T> List<T> latest(List<T> all) {
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST_SCORES), all.size()));
    }

    MemoryState with(GoodJudgement judgement) {
        return new MemoryState(memories, known, judgement.scores(), judgement.looks());
    }

    MemoryState with(KnownImages images) {
        return new MemoryState(memories, images, scores, looks);
    }

    /** With more of what further images leave as it is, in each memory. */
    MemoryState with(Map<Exposure, Map<String, FloatTensor>> more) {
        Map<Exposure, Memory> all = new EnumMap<>(Exposure.class);
        memories.forEach((exposure, memory) -> all.put(exposure, memory.with(more.getOrDefault(exposure, Map.of()))));
        return new MemoryState(all, known, scores, looks);
    }

    /** Images that each memory has seen, or pieces of them. */
    int images() {
        return memories.values().iterator().next().seen().images();
    }

    /** @param parameters of the memories of what was seen; the banks are taken from there */
    Parameters tensors(Memories parameters) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        memories.forEach((exposure, memory) -> tensors.putAll(
                exposure.kept(memory.tensors(parameters.of(exposure))).tensors()));
        float[] values = new float[scores.size()];
        float[] traits = new float[TRAITS * looks.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scores.get(i).floatValue();
            traits[TRAITS * i] = (float) looks.get(i).brightness();
            traits[TRAITS * i + 1] = (float) looks.get(i).contrast();
            traits[TRAITS * i + 2] = (float) looks.get(i).sharpness();
        }
        if (values.length > 0) {
            tensors.put(SCORES, FloatTensor.of(values, values.length));
            tensors.put(LOOKS, FloatTensor.of(traits, looks.size(), TRAITS));
        }
        return known.carriedBy(new Parameters(tensors));
    }

    /** @throws InputException when the recipe is of another profile, of another teacher, or carries too little */
    static MemoryState read(StoredRecipe recipe, InstantModel model) {
        Parameters carried = new Parameters(StateDictionaryReader.read(
                        recipe.bytes(Recipe.CHECKPOINT), Recipe.CHECKPOINT + " of " + recipe.directory())
                .tensors());
        Map<Exposure, Memory> memories = new EnumMap<>(Exposure.class);
        for (Exposure exposure : Exposure.values()) {
            Parameters own = exposure.own(carried);
            if (Memory.isIn(own, model)) {
                memories.put(exposure, Memory.read(own, model));
            }
        }
        if (memories.isEmpty()) {
            throw new InputException(
                    "The recipe " + recipe.directory() + " was remembered by a version that did not keep"
                            + " what it takes to add images; learn again from all of them");
        }
        return new MemoryState(memories, KnownImages.of(carried), scores(carried), looks(carried));
    }

    private static List<Double> scores(Parameters carried) {
        return rows(carried, SCORES, i -> (double) carried.tensors().get(SCORES).data()[i]);
    }

    private static List<ImageStatistics> looks(Parameters carried) {
        return rows(carried, LOOKS, i -> {
            float[] data = carried.tensors().get(LOOKS).data();
            return new ImageStatistics(data[TRAITS * i], data[TRAITS * i + 1], data[TRAITS * i + 2]);
        });
    }

    private static <T> List<T> rows(Parameters carried, String name, IntFunction<T> row) {
        FloatTensor tensor = carried.tensors().get(name);
        List<T> rows = new ArrayList<>();
        for (int i = 0; tensor != null && i < tensor.shape().extent(0); i++) {
            rows.add(row.apply(i));
        }
        return rows;
    }
}
