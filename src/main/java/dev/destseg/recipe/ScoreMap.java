package dev.destseg.recipe;

import java.util.Arrays;

/** The map that verdicts use: an output of the networks, or several of them put together. */
public enum ScoreMap {
    SEGMENTATION("segmentation"),
    DEST("dest"),
    /** How far features lie from those of good images, of the profile {@code instant}. */
    MEMORY("memory"),
    /** The same, higher where it looks like a defect that somebody has shown; where a defect lies, the memory map says. */
    KNOWN("known"),
    /** What the recipes of zones give, on their common scale: see {@link Zone}. */
    ZONES("zones");

    private final String label;

    ScoreMap(String label) {
        this.label = label;
    }

    /** As recipes and reports write it. */
    public String label() {
        return label;
    }

    /** The map that says where a defect lies, when this one says whether there is one. */
    public ScoreMap locating() {
        return this == KNOWN ? MEMORY : this;
    }

    /** @throws IllegalArgumentException when there is no such map */
    public static ScoreMap of(String label) {
        return Arrays.stream(values())
                .filter(map -> map.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No score map is named " + label));
    }
}
