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
 * @param parameters there is always a memory of images as they were taken
 */
public record Memories(Map<Exposure, Parameters> parameters) {
    /** @throws IllegalArgumentException when there is no memory of images as they were taken */
    public Memories {
        if (!parameters.containsKey(Exposure.AS_TAKEN)) {
            throw new IllegalArgumentException("There is no memory of images as they were taken");
        }
        parameters = Collections.unmodifiableMap(new EnumMap<>(parameters));
    }

    /** One memory, of images as they were taken. */
    public static Memories of(Parameters asTaken) {
        return new Memories(Map.of(Exposure.AS_TAKEN, asTaken));
    }

    /** These with more parameters, of each memory its own; on the same name the further. */
    public Memories with(Map<Exposure, Map<String, FloatTensor>> more) {
        Map<Exposure, Parameters> all = new EnumMap<>(Exposure.class);
        parameters.forEach((exposure, own) -> all.put(exposure, own.with(more.getOrDefault(exposure, Map.of()))));
        return new Memories(all);
    }

    /** {@link Exposure#AS_TAKEN} first. */
    public List<Exposure> exposures() {
        return List.copyOf(parameters.keySet());
    }

    /** @throws NullPointerException when there is no such memory */
    public Parameters of(Exposure exposure) {
        return Objects.requireNonNull(parameters.get(exposure), exposure::name);
    }
}
