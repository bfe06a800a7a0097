package dev.destseg.network;

import dev.destseg.tensor.InputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How the light is that parts are seen in, which decides what a day-zero model remembers of an image. */
public enum Light {
    /** The same for all parts: what is brighter or darker than good parts is no good part. */
    STEADY(Exposure.AS_TAKEN),
    /** It fades or varies: a part is judged as if it were as bright as all others, so that as a whole it may be darker or brighter. */
    CHANGING(Exposure.EVENED);

    /** The setting of a recipe's provenance that tells it. */
    public static final String SETTING = "light";

    private final Exposure remembered;

    Light(Exposure remembered) {
        this.remembered = remembered;
    }

    /** What the first memory, or the only one, sees. */
    public Exposure remembered() {
        return remembered;
    }

    /** The name on the command line, in orders and in provenance. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * That a recipe was learned for.
     *
     * @param settings of its provenance; those from before light could be chosen do not tell
     */
    public static Light in(Map<String, String> settings) {
        String label = settings.get(SETTING);
        return label == null ? STEADY : of(label);
    }

    /** @throws InputException for a name that is none of these */
    public static Light of(String label) {
        return Arrays.stream(values())
                .filter(light -> light.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InputException("There is no light '" + label + "'; give "
                        + Arrays.stream(values()).map(Light::label).collect(Collectors.joining(" or "))));
    }
}
