package dev.destseg.network;

import dev.destseg.tensor.FloatTensor;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The parameters of the memories that judge together, one or two, each under its own names. Immutable.
 *
 * @param parameters by what the memories see of images
 */
public record Memories(Map<Exposure, Parameters> parameters) {
    /** @throws IllegalArgumentException when there is no memory */
    public Memories {
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("Without a memory nothing can be judged");
        }
        parameters = Collections.unmodifiableMap(new EnumMap<>(parameters));
    }

    /** One memory. */
    public static Memories of(Exposure exposure, Parameters own) {
        return new Memories(Map.of(exposure, own));
    }

    /** These with more parameters, of each memory its own; on the same name the further. */
    public Memories with(Map<Exposure, Map<String, FloatTensor>> more) {
        Map<Exposure, Parameters> all = new EnumMap<>(Exposure.class);
        parameters.forEach((exposure, own) -> all.put(exposure, own.with(more.getOrDefault(exposure, Map.of()))));
        return new Memories(all);
    }

    /** In the order of their declaration. */
    public List<Exposure> exposures() {
        return List.copyOf(parameters.keySet());
    }

    /** @throws NullPointerException when there is no such memory */
    public Parameters of(Exposure exposure) {
        return Objects.requireNonNull(parameters.get(exposure), exposure::name);
    }
}
