package dev.destseg.line.presence;

/** When a part is judged. */
public enum Moment {
    /** When it has come to rest. */
    AT_REST,
    /** When it is nearest to the middle of the region. */
    PASSING
}
