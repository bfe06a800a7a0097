package dev.destseg.dataset.demo;

import static dev.destseg.dataset.demo.Canvas.SIDE;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A plain weave of blue warp and pale weft, stretched unevenly. */
final class Fabric implements Drawing {
    private static final Colour BEHIND = Colour.of(0.05, 0.045, 0.05);

    @Override
    public Canvas draw(SplittableRandom part, @Nullable DemoDefect defect, SplittableRandom damage) {
        Canvas canvas = Canvas.jittered(2.5, 8, part);
        Weave weave = Weave.draw(part);
        double x = damage.nextDouble(40, SIDE - 40);
        double y = damage.nextDouble(40, SIDE - 40);
        if (defect == DemoDefect.BROKEN_THREAD) {
            double reach = damage.nextDouble(12, 32);
            canvas.cover(weave.damaged(x, y, reach, false));
            fray(canvas, x, y - reach, 4, Weave.WARP, damage);
            fray(canvas, x, y + reach, 4, Weave.WARP, damage);
            return canvas;
        }
        if (defect == DemoDefect.PULLED_THREAD) {
            canvas.cover(weave.damaged(x, y, damage.nextDouble(14, 34), true));
            loop(canvas, x, y, damage);
            return canvas;
        }
        canvas.cover(weave);
        if (defect == DemoDefect.STAIN) {
            stain(canvas, x, y, damage);
        } else if (defect == DemoDefect.TEAR) {
            tear(canvas, x, y, damage);
        }
        return canvas;
    }

    private static void loop(Canvas canvas, double x, double y, SplittableRandom damage) {
        double length = damage.nextDouble(10, 20);
        double side = damage.nextBoolean() ? damage.nextDouble(4, 9) : -damage.nextDouble(4, 9);
        double[] pathX = new double[13];
        double[] pathY = new double[13];
        for (int i = 0; i < pathX.length; i++) {
            double way = i / 12.0;
            pathX[i] = x + side * Math.sin(Math.PI * way) + 0.12 * side * Math.sin(2 * Math.PI * way);
            pathY[i] = y + length * (way - 0.5);
        }
        Shape.Path thread = Shape.Path.through(pathX, pathY, 1.5);
        canvas.paint(thread.shifted(1.3, 1.6), 2, BEHIND.fade(0.6));
        canvas.paint(thread, 1.2, Weave.WARP.lit(1.05));
        canvas.paint(
                Shape.Path.through(pathX, pathY, 0.5).shifted(-0.4, 0),
                1,
                Weave.WARP.lit(1.6).fade(0.6));
    }

    private static void stain(Canvas canvas, double x, double y, SplittableRandom damage) {
        double radius = damage.nextDouble(9, 20);
        Colour oil = Colour.of(0.16, 0.12, 0.05).fade(damage.nextDouble(0.3, 0.6));
        Blob.draw(x, y, radius, 3, oil, damage).paintOn(canvas);
    }

    private static void tear(Canvas canvas, double x, double y, SplittableRandom damage) {
        double radius = damage.nextDouble(4.5, 9);
        canvas.paint(new Shape.Disc(x, y, 1.3 * radius), 0.8 * radius, BEHIND.fade(0.35));
        Blob.draw(x, y, radius, 5, BEHIND, damage).paintOn(canvas);
        fray(canvas, x, y, radius, Weave.WEFT, damage);
        fray(canvas, x, y, radius, Weave.WARP, damage);
    }

    /** Loose fibres around a point. */
    private static void fray(Canvas canvas, double x, double y, double radius, Colour colour, SplittableRandom damage) {
        int fibres = 4 + damage.nextInt(5);
        for (int fibre = 0; fibre < fibres; fibre++) {
            double angle = 2 * Math.PI * damage.nextDouble();
            double turned = angle + damage.nextDouble(-0.7, 0.7);
            double outer = radius * damage.nextDouble(0.9, 1.25);
            double inner = radius * damage.nextDouble(0.2, 0.7);
            canvas.paint(
                    new Shape.Line(
                            x + outer * Math.cos(angle),
                            y + outer * Math.sin(angle),
                            x + inner * Math.cos(turned),
                            y + inner * Math.sin(turned),
                            0.35),
                    1,
                    colour.lit(damage.nextDouble(0.8, 1.25)).fade(0.85));
        }
    }

    /**
     * The weave's ink.
     *
     * @param column the damaged warp thread; -1 for none
     * @param middle where along it the damage is
     * @param reach how far the damage goes both ways, in pixels
     * @param pulled whether that thread is drawn tight and lies on top, or is gone
     */
    private record Weave(
            Noise bend,
            Noise fuzz,
            float[] warpTone,
            float[] weftTone,
            int column,
            double middle,
            double reach,
            boolean pulled)
            implements Ink {
        static final Colour WARP = Colour.of(0.25, 0.36, 0.52);
        static final Colour WEFT = Colour.of(0.74, 0.71, 0.63);
        private static final double PERIOD = 6.4;
        private static final int THREADS = 64;
        /** How many threads to each side a pulled one displaces. */
        private static final double NEIGHBOURS = 2.5;

        static Weave draw(SplittableRandom part) {
            Noise bend = Noise.draw(80, 2, 0.4, part);
            Noise fuzz = Noise.draw(2.6, 2, 0.7, part);
            return new Weave(bend, fuzz, tones(part), tones(part), -1, 0, 0, false);
        }

        private static float[] tones(SplittableRandom part) {
            float[] tones = new float[THREADS];
            for (int i = 0; i < THREADS; i++) {
                tones[i] = (float) part.nextDouble(0.9, 1.08);
            }
            return tones;
        }

        /** The weave with the warp thread at a point gone, or drawn tight. */
        Weave damaged(double x, double y, double reach, boolean pulled) {
            return new Weave(bend, fuzz, warpTone, weftTone, (int) Math.floor(across(x, y)), y, reach, pulled);
        }

        private double across(double x, double y) {
            return x / PERIOD + 0.9 * bend.at(x, y) + 8;
        }

        @Override
        public Colour at(double x, double y) {
            float red = 0;
            float green = 0;
            float blue = 0;
            for (int sample = 0; sample < 4; sample++) {
                Colour colour = point(x + 0.5 * (sample & 1) - 0.25, y + 0.5 * (sample >> 1) - 0.25);
                red += 0.25f * colour.red();
                green += 0.25f * colour.green();
                blue += 0.25f * colour.blue();
            }
            return new Colour(red, green, blue, 1);
        }

        private Colour point(double x, double y) {
            double u = across(x, y);
            double v = y / PERIOD + 0.7 * bend.at(y, x) + 8;
            double near = Math.max(0, 1 - Math.abs(y - middle) / Math.max(1, reach));
            if (pulled && near > 0) {
                double off = u - column - 0.5;
                double share = Math.max(0, 1 - Math.abs(off) / NEIGHBOURS);
                u -= 0.45 * Math.min(1, 2 * near) * off * share * share;
            }
            int warp = (int) Math.floor(u);
            int weft = (int) Math.floor(v);
            boolean damaged = warp == column && near > 0;
            boolean warpAbove = (warp + weft & 1) == 0;
            if (damaged) {
                warpAbove = pulled;
            }
            double side = 2 * Math.abs((warpAbove ? u - warp : v - weft) - 0.5);
            double along = 2 * Math.abs((warpAbove ? v - weft : u - warp) - 0.5);
            double shade = (1 - 0.55 * side * side) * (damaged ? pulled ? 1.12 : 0.62 : 1 - 0.35 * along * along);
            double twist = 0.78 + 0.44 * fuzz.at(x, y);
            float tone = warpAbove ? warpTone[warp & THREADS - 1] : weftTone[weft & THREADS - 1];
            return (warpAbove ? WARP : WEFT).lit(shade * twist * tone);
        }
    }
}
