package dev.destseg.dataset.demo;

import java.util.SplittableRandom;

/**
 * A picture while it is drawn: 256 x 256 pixels, light in 0..1. What is drawn lies in a frame of the same size that is
 * turned and shifted a little, as parts lie under a camera. Edges are smoothed by coverage. Not thread safe.
 */
final class Canvas {
    static final int SIDE = 256;
    static final double MIDDLE = 0.5 * SIDE;

    private final float[] rgb = new float[3 * SIDE * SIDE];
    private final double cos;
    private final double sin;
    private final double shiftX;
    private final double shiftY;

    private Canvas(double angle, double shiftX, double shiftY) {
        this.cos = Math.cos(angle);
        this.sin = Math.sin(angle);
        this.shiftX = shiftX;
        this.shiftY = shiftY;
    }

    /** A black canvas whose frame is turned within plus and minus so many degrees and shifted by so many pixels. */
    static Canvas jittered(double degrees, double pixels, SplittableRandom random) {
        return new Canvas(
                Math.toRadians(random.nextDouble(-degrees, degrees)),
                random.nextDouble(-pixels, pixels),
                random.nextDouble(-pixels, pixels));
    }

    /** Red, green, blue of each pixel, rows from the top; not copied. */
    float[] rgb() {
        return rgb;
    }

    void cover(Ink ink) {
        paint(Shape.Box.of(MIDDLE, MIDDLE, 2 * SIDE, 2 * SIDE, 0), 1, ink);
    }

    void paint(Shape shape, Colour colour) {
        paint(shape, 1, colour);
    }

    void paint(Shape shape, double softness, Colour colour) {
        paint(shape, softness, (x, y) -> colour);
    }

    /** Fills a shape whose edge fades over {@code softness} pixels, half of them outside. */
    void paint(Shape shape, double softness, Ink ink) {
        double middleX = cos * (shape.x() - MIDDLE) - sin * (shape.y() - MIDDLE) + MIDDLE + shiftX;
        double middleY = sin * (shape.x() - MIDDLE) + cos * (shape.y() - MIDDLE) + MIDDLE + shiftY;
        double reachX = Math.abs(cos) * shape.reachX() + Math.abs(sin) * shape.reachY() + softness;
        double reachY = Math.abs(sin) * shape.reachX() + Math.abs(cos) * shape.reachY() + softness;
        double sharpness = 1 / softness;
        int bottom = (int) Math.min(SIDE - 1, middleY + reachY);
        int right = (int) Math.min(SIDE - 1, middleX + reachX);
        for (int row = (int) Math.max(0, middleY - reachY); row <= bottom; row++) {
            double dy = row + 0.5 - MIDDLE - shiftY;
            for (int column = (int) Math.max(0, middleX - reachX); column <= right; column++) {
                double dx = column + 0.5 - MIDDLE - shiftX;
                double x = cos * dx + sin * dy + MIDDLE;
                double y = cos * dy - sin * dx + MIDDLE;
                double coverage = 0.5 - shape.distance(x, y) * sharpness;
                if (coverage > 0) {
                    blend(3 * (row * SIDE + column), Math.min(1, coverage), ink.at(x, y));
                }
            }
        }
    }

    private void blend(int index, double coverage, Colour colour) {
        float share = (float) coverage * colour.alpha();
        rgb[index] += share * (colour.red() - rgb[index]);
        rgb[index + 1] += share * (colour.green() - rgb[index + 1]);
        rgb[index + 2] += share * (colour.blue() - rgb[index + 2]);
    }
}
