package dev.destseg.dataset.demo;

import static dev.destseg.dataset.demo.Canvas.MIDDLE;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A turned steel flange on a dark belt: six bolt holes, a raised hub, a bore with a keyway. */
final class Flange implements Drawing {
    private static final double OUTER = 108;
    private static final double HUB = 50;
    private static final double BORE = 25;
    private static final double BOLT_CIRCLE = 79;
    private static final int BOLTS = 6;
    private static final Colour DARK = Colour.of(0.055, 0.055, 0.065);
    private static final Colour SHADOW = Colour.of(0, 0, 0);
    private static final Colour BRIGHT = Colour.of(0.93, 0.94, 0.96);

    @Override
    public Canvas draw(SplittableRandom part, @Nullable DemoDefect defect, SplittableRandom damage) {
        Canvas canvas = Canvas.jittered(4, 4, part);
        Noise belt = Noise.draw(4, 3, 0.7, part);
        canvas.cover((x, y) -> Colour.of(0.13, 0.135, 0.15).lit(0.6 + 0.8 * belt.at(x, y)));
        canvas.paint(new Shape.Disc(MIDDLE + 3, MIDDLE + 4, OUTER + 1), 7, SHADOW.fade(0.8));
        double light = part.nextDouble(0.5, 0.9);
        Noise uneven = Noise.draw(40, 4, 0.6, part);
        Steel face = Steel.draw(light, 0.56, uneven, part);
        Steel hub = Steel.draw(light, 0.63, uneven, part);
        canvas.paint(new Shape.Disc(MIDDLE, MIDDLE, OUTER), 1, (x, y) -> rim(x, y, light));
        canvas.paint(new Shape.Disc(MIDDLE, MIDDLE, OUTER - 4), 1, face);
        canvas.paint(new Shape.Disc(MIDDLE + 1, MIDDLE + 1.5, HUB + 2), 5, SHADOW.fade(0.35));
        canvas.paint(new Shape.Disc(MIDDLE, MIDDLE, HUB), 1, (x, y) -> rim(x, y, light));
        canvas.paint(new Shape.Disc(MIDDLE, MIDDLE, HUB - 2), 1, hub);
        if (defect == DemoDefect.SCRATCH) {
            scratch(canvas, damage);
        } else if (defect == DemoDefect.DENT) {
            dent(canvas, damage);
        } else if (defect == DemoDefect.RUST) {
            rust(canvas, damage);
        }
        int missing = defect == DemoDefect.MISSING_HOLE ? damage.nextInt(BOLTS) : -1;
        holes(canvas, missing);
        bore(canvas);
        return canvas;
    }

    private static Colour rim(double x, double y, double light) {
        double dx = x - MIDDLE;
        double dy = y - MIDDLE;
        double away = (Math.cos(light) * dx + Math.sin(light) * dy) / Math.sqrt(dx * dx + dy * dy);
        return Colour.of(0.62, 0.63, 0.65).lit(0.8 - 0.55 * away);
    }

    private static void holes(Canvas canvas, int missing) {
        for (int bolt = 0; bolt < BOLTS; bolt++) {
            double angle = Math.PI * (2 * bolt + 1) / BOLTS;
            if (bolt != missing) {
                hole(canvas, BOLT_CIRCLE * Math.cos(angle), BOLT_CIRCLE * Math.sin(angle), 9.5);
            }
        }
        for (int screw = 0; screw < 3; screw++) {
            double angle = Math.PI * (2.0 * screw / 3 + 1.0 / 6);
            hole(canvas, 37.5 * Math.cos(angle), 37.5 * Math.sin(angle), 3.4);
        }
    }

    private static void hole(Canvas canvas, double dx, double dy, double radius) {
        double x = MIDDLE + dx;
        double y = MIDDLE + dy;
        canvas.paint(new Shape.Disc(x, y, radius + 1.8), 1, (px, py) -> Colour.of(0.6, 0.6, 0.62)
                .lit(0.85 + 0.5 * (px - x + py - y) / (1.4 * radius)));
        canvas.paint(new Shape.Disc(x, y, radius), 1, Colour.of(0.2, 0.2, 0.21));
        canvas.paint(new Shape.Disc(x - 0.12 * radius, y - 0.12 * radius, 0.88 * radius), 1.5, DARK);
    }

    private static void bore(Canvas canvas) {
        Shape bore = new Shape.Disc(MIDDLE, MIDDLE, BORE);
        Shape keyway = Shape.Box.of(MIDDLE, MIDDLE - BORE, 5, 6, 0.5);
        canvas.paint(new Shape.Disc(MIDDLE, MIDDLE, BORE + 1.6), 1, BRIGHT.lit(0.85));
        canvas.paint(Shape.Box.of(MIDDLE, MIDDLE - BORE, 5.8, 6.8, 0.8), 1, BRIGHT.lit(0.75));
        canvas.paint(bore, 1, Colour.of(0.3, 0.3, 0.31));
        canvas.paint(keyway, 1, Colour.of(0.17, 0.17, 0.18));
        canvas.paint(new Shape.Disc(MIDDLE - 2.5, MIDDLE - 3, BORE - 2.5), 3, DARK);
    }

    private static void scratch(Canvas canvas, SplittableRandom damage) {
        double radius = damage.nextDouble(58, 92);
        double angle = 2 * Math.PI * damage.nextDouble();
        double x = MIDDLE + radius * Math.cos(angle);
        double y = MIDDLE + radius * Math.sin(angle);
        double heading = 2 * Math.PI * damage.nextDouble();
        double bend = damage.nextDouble(-0.05, 0.05);
        double width = damage.nextDouble(0.5, 1.0);
        double opacity = damage.nextDouble(0.55, 0.95);
        int points = 10 + damage.nextInt(16);
        double[] pathX = new double[points];
        double[] pathY = new double[points];
        for (int i = 0; i < points; i++) {
            pathX[i] = x;
            pathY[i] = y;
            boolean onFace = Math.hypot(x - MIDDLE, y - MIDDLE) < OUTER - 7;
            x += onFace ? 3 * Math.cos(heading) : 0;
            y += onFace ? 3 * Math.sin(heading) : 0;
            heading += bend;
        }
        Shape.Path path = Shape.Path.through(pathX, pathY, width);
        canvas.paint(path.shifted(1, 1), 1.3, DARK.fade(0.4 * opacity));
        canvas.paint(path, 1.3, BRIGHT.fade(opacity));
    }

    private static void dent(Canvas canvas, SplittableRandom damage) {
        double angle = Math.PI * 2 * damage.nextInt(BOLTS) / BOLTS + damage.nextDouble(-0.2, 0.2);
        double distance = damage.nextDouble(62, 94);
        double x = MIDDLE + distance * Math.cos(angle);
        double y = MIDDLE + distance * Math.sin(angle);
        double radius = damage.nextDouble(3.5, 7.5);
        double turn = Math.PI * damage.nextDouble();
        double depth = damage.nextDouble(0.45, 0.8);
        Shape hollow = Shape.Box.turned(x, y, 1.3 * radius, radius, radius, turn);
        double off = 0.3 * radius;
        Shape lit = Shape.Box.turned(x + off, y + off, radius, 0.75 * radius, 0.75 * radius, turn);
        canvas.paint(hollow, 0.9 * radius, DARK.fade(depth));
        canvas.paint(lit, radius, BRIGHT.fade(depth));
    }

    private static void rust(Canvas canvas, SplittableRandom damage) {
        double angle = 2 * Math.PI * damage.nextDouble();
        double distance = damage.nextDouble(58, 98);
        double x = MIDDLE + distance * Math.cos(angle);
        double y = MIDDLE + distance * Math.sin(angle);
        double radius = damage.nextDouble(5, 13);
        Colour brown = Colour.of(0.42, 0.22, 0.1).fade(damage.nextDouble(0.45, 0.85));
        Blob.draw(x, y, radius, 2.5, brown, damage).paintOn(canvas);
        Blob.draw(x, y, 0.6 * radius, 2, Colour.of(0.25, 0.11, 0.06).fade(0.7), damage)
                .paintOn(canvas);
    }

    /** Turned steel: fine rings, and the fan of light that rings reflect. */
    private record Steel(double light, double tone, float[] rings, Noise uneven) implements Ink {
        static Steel draw(double light, double tone, Noise uneven, SplittableRandom part) {
            float[] rings = new float[(int) (2 * OUTER)];
            for (int i = 0; i < rings.length; i++) {
                rings[i] = (float) part.nextDouble(-0.05, 0.05);
            }
            return new Steel(light + part.nextDouble(-0.1, 0.1), tone, rings, uneven);
        }

        @Override
        public Colour at(double x, double y) {
            double dx = x - MIDDLE;
            double dy = y - MIDDLE;
            double distance = Math.sqrt(dx * dx + dy * dy);
            double aligned = (Math.cos(light) * dx + Math.sin(light) * dy) / Math.max(1, distance);
            double fan = aligned * aligned;
            double position = Math.min(rings.length - 2, 2 * distance);
            int ring = (int) position;
            double groove = rings[ring] + (position - ring) * (rings[ring + 1] - rings[ring]);
            double shade = tone + 0.26 * fan * fan * fan + groove + 0.1 * (uneven.at(x, y) - 0.5);
            return Colour.of(0.97 * shade, 0.99 * shade, 1.03 * shade);
        }
    }
}
