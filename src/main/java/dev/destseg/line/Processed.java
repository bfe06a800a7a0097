package dev.destseg.line;

/** What becomes of files that were judged. */
public enum Processed {
    /** They are moved to a folder, those without a verdict to another. */
    MOVE,
    /** They stay where they are, all of them. */
    KEEP
}
