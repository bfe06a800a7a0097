package dev.destseg.dataset.demo;

import java.util.SplittableRandom;

/** A spot with a ragged edge, as liquids and rust leave; the ink of a disc of 1.6 times its radius. */
record Blob(double x, double y, double radius, double sharpness, Colour colour, Noise noise) implements Ink {
    static Blob draw(double x, double y, double radius, double sharpness, Colour colour, SplittableRandom random) {
        Noise noise = Noise.draw(radius, 4, 0.6, random);
        return new Blob(x, y, radius, sharpness, colour, noise);
    }

    void paintOn(Canvas canvas) {
        canvas.paint(new Shape.Disc(x, y, 1.6 * radius), 1, this);
    }

    @Override
    public Colour at(double px, double py) {
        return colour.fade(Math.max(0, Math.min(1, depth(px, py) * sharpness)));
    }

    /** Above 0 inside. */
    private double depth(double px, double py) {
        double distance = Math.sqrt((px - x) * (px - x) + (py - y) * (py - y)) / radius;
        return 1 - distance + 1.2 * (noise.at(px, py) - 0.5);
    }
}
