package dev.destseg.dataset.synthesis;

import java.util.SplittableRandom;

/** Paints a grey pattern; its range is free, as colouring stretches it. */
interface Pattern {
    /** A random pattern of height x width values, rows from the top. */
    float[] paint(int width, int height, SplittableRandom random);
}
