package dev.destseg.quantization;

/** How far the bytes of a value reach: what lies beyond is cut off, and the finer are the steps within. */
public enum RangeMethod {
    /** As far as anything seen. */
    MIN_MAX("min-max"),
    /** One in ten thousand of the numbers seen, the largest, are cut off. */
    PERCENTILE("percentile"),
    /** As far as loses the least information (Migacz 2017, the calibration of TensorRT). */
    ENTROPY("entropy");

    private final String label;

    RangeMethod(String label) {
        this.label = label;
    }

    /** The name on the command line and in recipes. */
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException for a name that is none of these */
    public static RangeMethod of(String label) {
        for (RangeMethod method : values()) {
            if (method.label.equals(label)) {
                return method;
            }
        }
        throw new IllegalArgumentException("There is no calibration named " + label);
    }
}
