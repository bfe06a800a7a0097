package dev.destseg.inspection.journal;

/** What an operator says that a part really is. */
public enum Opinion {
    GOOD,
    DEFECTIVE
}
