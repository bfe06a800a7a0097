package dev.destseg.training.instant;

import dev.destseg.network.DefectFilters;
import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was learned from defects that somebody has shown.
 *
 * @param traits of the kinds
 * @param calibration of the responses that good images give, and what each kind counts
 */
record DefectKnowledge(DefectTraits traits, Map<String, FloatTensor> calibration) {
    DefectKnowledge {
        calibration = Map.copyOf(calibration);
    }

    /** As tensors for a recipe to carry, from which {@link #of} makes it again. */
    Map<String, FloatTensor> carried() {
        Map<String, FloatTensor> carried = new LinkedHashMap<>(calibration);
        for (int kind = 0; kind < traits.kinds().size(); kind++) {
            for (Map.Entry<String, float[]> level : traits.kinds().get(kind).entrySet()) {
                carried.put(name(kind, level.getKey()), FloatTensor.of(level.getValue(), level.getValue().length));
            }
        }
        return carried;
    }

    private static String name(int kind, String features) {
        return DefectFilters.response(kind) + "." + features + ".added";
    }

    /** Empty when the tensors carry none. */
    static Optional<DefectKnowledge> of(Parameters carried, InstantModel model) {
        List<Map<String, float[]>> kinds = new ArrayList<>();
        Map<String, FloatTensor> calibration = new LinkedHashMap<>();
        int side = model.inputSize() / 4;
        while (carried.tensors()
                .containsKey(name(kinds.size(), model.levels().get(0).features()))) {
            int kind = kinds.size();
            Map<String, float[]> added = new LinkedHashMap<>();
            for (Level level : model.levels()) {
                if (level.placed()) {
                    Shape shape = Shape.of(level.channels());
                    added.put(
                            level.features(),
                            carried.get(name(kind, level.features()), shape).data());
                }
            }
            kinds.add(added);
            String response = DefectFilters.response(kind);
            for (String name :
                    List.of(InstantModel.calibrationMean(response), InstantModel.calibrationScale(response))) {
                calibration.put(name, carried.get(name, Shape.of(1, 1, side, side)));
            }
            String weight = InstantModel.fusionWeight(response);
            calibration.put(weight, carried.get(weight, Shape.of(1)));
        }
        return kinds.isEmpty()
                ? Optional.empty()
                : Optional.of(new DefectKnowledge(new DefectTraits(kinds), calibration));
    }

    /** Filters and calibration for a memory. */
    Map<String, FloatTensor> parameters(InstantModel model, Parameters memory) {
        Map<String, FloatTensor> parameters = new LinkedHashMap<>(traits.filters(model, memory));
        parameters.putAll(calibration);
        return parameters;
    }
}
