package dev.destseg.dataset.demo;

import java.util.Locale;

/** The kinds of defect that the demo products have. */
public enum DemoDefect {
    /** Flange: a thin bent line. */
    SCRATCH,
    /** Flange: a shallow hollow. */
    DENT,
    /** Flange: one of the six holes was not drilled. */
    MISSING_HOLE,
    /** Flange: a brown spot. */
    RUST,
    /** Fabric: a length of one thread is gone. */
    BROKEN_THREAD,
    /** Fabric: a thread was caught and stands out. */
    PULLED_THREAD,
    /** Fabric: something was spilt. */
    STAIN,
    /** Fabric: a small hole with frayed edges. */
    TEAR,
    /** Board: pads without their part. */
    MISSING_COMPONENT,
    /** Board: solder joins two pins of a chip. */
    SOLDER_BRIDGE,
    /** Board: a trace is interrupted. */
    CUT_TRACE,
    /** Board: a part lies askew on its pads. */
    MISALIGNED_COMPONENT;

    /** The folder's name. */
    public String directory() {
        return name().toLowerCase(Locale.ROOT);
    }
}
