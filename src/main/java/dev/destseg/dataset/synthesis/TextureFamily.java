package dev.destseg.dataset.synthesis;

import java.util.SplittableRandom;

/** The families of procedural textures, each with random scales, directions and irregularity. */
public enum TextureFamily {
    /** Fractal noise, soft or veined as marble is. */
    CLOUDS(SmoothPatterns::clouds),
    /** Fine grain of one size, up to hard speckles. */
    GRAIN(SmoothPatterns::grain),
    /** Rings of wood around a centre inside or outside the image. */
    RINGS(SmoothPatterns::rings),
    /** Stripes, waved and of any direction. */
    STRIPES(PeriodicPatterns::stripes),
    /** Threads over and under one another. */
    WEAVE(PeriodicPatterns::weave),
    /** Bricks, tiles and checks with joints. */
    BRICKS(PeriodicPatterns::bricks),
    /** Cells around scattered points: scales, cracks, cobbles. */
    CELLS(ScatteredPatterns::cells),
    /** Bent lines across one another: hair, fibres, scratches. */
    FIBRES(ScatteredPatterns::fibres),
    /** Shaded discs of many sizes. */
    BUBBLES(ScatteredPatterns::bubbles);

    private final Pattern pattern;

    TextureFamily(Pattern pattern) {
        this.pattern = pattern;
    }

    float[] paint(int width, int height, SplittableRandom random) {
        return pattern.paint(width, height, random);
    }
}
