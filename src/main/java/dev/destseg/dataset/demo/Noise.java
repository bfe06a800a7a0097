package dev.destseg.dataset.demo;

import static dev.destseg.dataset.demo.Canvas.SIDE;

import dev.destseg.dataset.synthesis.FractalNoise;
import java.util.SplittableRandom;

/** Fractal noise over the canvas; beyond its border the border's value holds. */
record Noise(float[] values) {
    static Noise draw(double cell, int octaves, double gain, SplittableRandom random) {
        return new Noise(FractalNoise.field(SIDE, SIDE, cell, cell, octaves, gain, random));
    }

    float at(double x, double y) {
        int column = Math.max(0, Math.min(SIDE - 1, (int) x));
        int row = Math.max(0, Math.min(SIDE - 1, (int) y));
        return values[row * SIDE + column];
    }
}
