package dev.destseg.dataset.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A green printed board: traces, vias, a header, two chips, small parts, white print. */
final class Board implements Drawing {
    private static final double MIDDLE = Canvas.MIDDLE;
    private static final Colour TABLE = Colour.of(0.3, 0.3, 0.31);
    private static final Colour MASKED = Colour.of(0.045, 0.27, 0.16);
    private static final Colour TRACE = Colour.of(0.105, 0.41, 0.25);
    private static final Colour GOLD = Colour.of(0.8, 0.64, 0.3);
    private static final Colour HOLE = Colour.of(0.04, 0.05, 0.045);

    @Override
    public Canvas draw(SplittableRandom part, @Nullable DemoDefect defect, SplittableRandom damage) {
        Canvas canvas = Canvas.jittered(1.2, 2.5, part);
        Noise grain = Noise.draw(3, 3, 0.8, part);
        Noise clouds = Noise.draw(60, 3, 0.5, part);
        canvas.cover((x, y) -> TABLE.lit(0.8 + 0.4 * grain.at(x, y)));
        canvas.paint(Shape.Box.of(MIDDLE + 2, MIDDLE + 3, 117, 117, 6), 6, HOLE.fade(0.6));
        canvas.paint(Shape.Box.of(MIDDLE, MIDDLE, 117, 117, 6), Colour.of(0.5, 0.48, 0.32));
        canvas.paint(
                Shape.Box.of(MIDDLE, MIDDLE, 116, 116, 5),
                1,
                (x, y) -> MASKED.lit(0.78 + 0.24 * grain.at(x, y) + 0.2 * clouds.at(x, y)));
        traces(canvas, clouds, defect, damage);
        BoardLayout.VIAS.forEach(via -> via(canvas, via, 3.1, 1.3));
        BoardLayout.MOUNTING_HOLES.forEach(hole -> via(canvas, hole, 7.5, 4.8));
        List<BoardPart> parts = new ArrayList<>();
        for (BoardPart designed : BoardLayout.PARTS) {
            parts.add(designed.jittered(part));
        }
        parts.forEach(placed -> placed.paintPads(canvas));
        BoardLayout.PARTS.forEach(designed -> designed.paintPrint(canvas));
        BoardPrint.write(canvas, "DEMO-104-R2", 126, 234, 1.25);
        parts.forEach(placed -> placed.paintSolder(canvas));
        damagePart(parts, defect, damage);
        parts.forEach(placed -> placed.paintBody(canvas));
        if (defect == DemoDefect.SOLDER_BRIDGE) {
            bridge(canvas, damage);
        }
        return canvas;
    }

    private static void traces(Canvas canvas, Noise clouds, @Nullable DemoDefect defect, SplittableRandom damage) {
        for (double[] line : BoardLayout.TRACES) {
            double radius = line[0];
            for (int i = 1; i + 3 < line.length; i += 2) {
                canvas.paint(
                        new Shape.Line(line[i], line[i + 1], line[i + 2], line[i + 3], radius),
                        1,
                        (x, y) -> TRACE.lit(0.9 + 0.2 * clouds.at(x, y)));
            }
        }
        if (defect == DemoDefect.CUT_TRACE) {
            cut(canvas, damage);
        }
    }

    /** Takes some pixels out of the longest straight piece of a trace; bare base material shows. */
    private static void cut(Canvas canvas, SplittableRandom damage) {
        double[] line = BoardLayout.TRACES.get(damage.nextInt(BoardLayout.TRACES.size()));
        int longest = 1;
        for (int i = 1; i + 3 < line.length; i += 2) {
            longest = length(line, i) > length(line, longest) ? i : longest;
        }
        double way = damage.nextDouble(0.3, 0.7);
        double dx = line[longest + 2] - line[longest];
        double dy = line[longest + 3] - line[longest + 1];
        double x = line[longest] + way * dx;
        double y = line[longest + 1] + way * dy;
        double angle = Math.atan2(dy, dx) + damage.nextDouble(-0.5, 0.5);
        double half = damage.nextDouble(1.8, 4);
        Colour base = Colour.of(0.46, 0.42, 0.25).lit(damage.nextDouble(0.75, 1.1));
        canvas.paint(Shape.Box.turned(x, y, half + 0.9, line[0] + 0.4, 0.5, angle), 1, GOLD.lit(0.8));
        canvas.paint(Shape.Box.turned(x, y, half, line[0] + 1.4, 0.6, angle), 1, base);
    }

    private static double length(double[] line, int i) {
        return Math.hypot(line[i + 2] - line[i], line[i + 3] - line[i + 1]);
    }

    private static void via(Canvas canvas, double[] at, double outer, double inner) {
        canvas.paint(
                new Shape.Disc(at[0], at[1], outer),
                1,
                (x, y) -> GOLD.lit(0.9 - 0.18 * (x - at[0] + y - at[1]) / outer));
        canvas.paint(new Shape.Disc(at[0], at[1], inner), HOLE);
    }

    private static void damagePart(List<BoardPart> parts, @Nullable DemoDefect defect, SplittableRandom damage) {
        int index = BoardLayout.FIRST_SMALL_PART + damage.nextInt(parts.size() - BoardLayout.FIRST_SMALL_PART);
        if (defect == DemoDefect.MISSING_COMPONENT) {
            parts.remove(index);
        } else if (defect == DemoDefect.MISALIGNED_COMPONENT) {
            parts.set(index, parts.get(index).misplaced(damage));
        }
    }

    private static void bridge(Canvas canvas, SplittableRandom damage) {
        List<BoardPart> chips = BoardLayout.PARTS.subList(0, BoardLayout.CHIPS);
        double[][] pins = chips.get(damage.nextInt(chips.size())).pins();
        int pin = damage.nextInt(pins.length - 1);
        while (Math.hypot(pins[pin][0] - pins[pin + 1][0], pins[pin][1] - pins[pin + 1][1]) > 7) {
            pin = damage.nextInt(pins.length - 1);
        }
        double x = 0.5 * (pins[pin][0] + pins[pin + 1][0]) + damage.nextDouble(-0.5, 0.5);
        double y = 0.5 * (pins[pin][1] + pins[pin + 1][1]) + damage.nextDouble(-0.5, 0.5);
        double angle = Math.atan2(pins[pin + 1][1] - pins[pin][1], pins[pin + 1][0] - pins[pin][0]);
        double thick = damage.nextDouble(1.8, 3.4);
        canvas.paint(
                Shape.Box.turned(x, y, 3.8, thick, thick, angle),
                1.2,
                (px, py) -> BoardPart.SOLDER.lit(1.0 - 0.11 * (px - x + py - y)));
    }
}
