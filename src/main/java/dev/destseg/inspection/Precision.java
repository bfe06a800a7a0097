package dev.destseg.inspection;

/** What a recipe's networks compute with. */
public enum Precision {
    /**
     * Bytes where the recipe carries a model for that, the processor adds products of bytes exactly, and that model
     * judges the golden set within the recipe's tolerances on this box; else float.
     */
    AUTO("auto"),
    /** Floating point of 32 bits. */
    FLOAT32("float32"),
    /** Bytes, on any processor; a recipe without a model for that, or whose golden set is judged otherwise, is refused. On a GPU floats take over where bytes do not agree there. */
    INT8("int8");

    private final String label;

    Precision(String label) {
        this.label = label;
    }

    /** The name on the command line and in the configuration. */
    public String label() {
        return label;
    }
}
