package dev.destseg.dataset.demo;

import java.util.SplittableRandom;

/**
 * A part of the board.
 *
 * @param kind how it looks
 * @param name printed beside it
 * @param x its centre, in pixels of the board
 * @param y its centre, in pixels of the board
 * @param angle in radians
 * @param tone brightness of its body
 */
record BoardPart(Kind kind, String name, double x, double y, double angle, double tone) {
    static final Colour SOLDER = Colour.of(0.72, 0.73, 0.74);
    private static final Colour PRINT = Colour.of(0.86, 0.88, 0.85);
    private static final Colour GOLD_PIN = Colour.of(0.85, 0.7, 0.4);
    private static final Colour BLACK = Colour.of(0.085, 0.085, 0.095);

    enum Kind {
        /** A chip with pins on four sides. */
        QUAD(30, 30),
        /** A chip with pins on two sides. */
        DUAL(14, 24),
        HEADER(62, 9),
        CAN(16, 16),
        CRYSTAL(17, 6.5),
        RESISTOR(8.5, 4.2),
        CAPACITOR(8, 4.6),
        LAMP(7.5, 4.6);

        final double halfWidth;
        final double halfHeight;

        Kind(double halfWidth, double halfHeight) {
            this.halfWidth = halfWidth;
            this.halfHeight = halfHeight;
        }
    }

    static BoardPart of(Kind kind, String name, double x, double y, double degrees) {
        return new BoardPart(kind, name, x, y, Math.toRadians(degrees), 1);
    }

    /** As a placing machine puts it: nearly right. */
    BoardPart jittered(SplittableRandom part) {
        double offX = part.nextDouble(-0.5, 0.5);
        double offY = part.nextDouble(-0.5, 0.5);
        double turn = part.nextDouble(-0.025, 0.025);
        return new BoardPart(kind, name, x + offX, y + offY, angle + turn, part.nextDouble(0.85, 1.15));
    }

    /** As no machine should put it. */
    BoardPart misplaced(SplittableRandom damage) {
        double direction = 2 * Math.PI * damage.nextDouble();
        double off = damage.nextDouble(1.5, 4.5);
        double turn = damage.nextDouble(0.14, 0.5) * (damage.nextBoolean() ? 1 : -1);
        return new BoardPart(
                kind, name, x + off * Math.cos(direction), y + off * Math.sin(direction), angle + turn, tone);
    }

    /** Where pins meet the board, in order around the part; at least two for chips and headers, none for others. */
    double[][] pins() {
        return switch (kind) {
            case QUAD -> {
                double[][] pins = new double[44][];
                for (int i = 0; i < 11; i++) {
                    double off = 5.0 * (i - 5);
                    pins[i] = at(off, -34);
                    pins[11 + i] = at(34, off);
                    pins[22 + i] = at(-off, 34);
                    pins[33 + i] = at(-34, -off);
                }
                yield pins;
            }
            case DUAL -> {
                double[][] pins = new double[16][];
                for (int i = 0; i < 8; i++) {
                    pins[i] = at(18, 5.6 * (i - 3.5));
                    pins[8 + i] = at(-18, 5.6 * (3.5 - i));
                }
                yield pins;
            }
            case HEADER -> {
                double[][] pins = new double[8][];
                for (int i = 0; i < 8; i++) {
                    pins[i] = at(15 * (i - 3.5), 0);
                }
                yield pins;
            }
            case CAN, CRYSTAL, RESISTOR, CAPACITOR, LAMP -> new double[0][];
        };
    }

    void paintPads(Canvas canvas) {
        switch (kind) {
            case QUAD -> eachPin((pin, sideways) -> box(canvas, pin, sideways ? 4.2 : 1.5, sideways ? 1.5 : 4.2, 0.9));
            case DUAL -> eachPin((pin, sideways) -> box(canvas, pin, 4.2, 1.7, 0.9));
            case HEADER -> eachPin((pin, sideways) -> canvas.paint(new Shape.Disc(pin[0], pin[1], 5), SOLDER.lit(0.8)));
            case CAN, CRYSTAL, RESISTOR, CAPACITOR, LAMP -> {
                double reach = kind.halfWidth - 1;
                box(canvas, at(-reach, 0), 3.4, kind.halfHeight + 0.6, 0.8);
                box(canvas, at(reach, 0), 3.4, kind.halfHeight + 0.6, 0.8);
            }
        }
    }

    void paintSolder(Canvas canvas) {
        switch (kind) {
            case QUAD -> eachPin((pin, sideways) -> lead(canvas, pin, sideways ? 4 : 1.1, sideways ? 1.1 : 4));
            case DUAL -> eachPin((pin, sideways) -> lead(canvas, pin, 4, 1.3));
            case HEADER -> eachPin((pin, sideways) -> joint(canvas, pin));
            case CAN, CRYSTAL, RESISTOR, CAPACITOR, LAMP -> {}
        }
    }

    /** White print around the place of the part, at its designed position. */
    void paintPrint(Canvas canvas) {
        double wide = kind.halfWidth + (kind == Kind.HEADER ? 2 : 5);
        double high = kind.halfHeight + (kind == Kind.HEADER ? 2 : 2.5);
        if (kind == Kind.CAN) {
            ring(canvas);
        } else if (kind == Kind.QUAD || kind == Kind.DUAL) {
            canvas.paint(disc(-kind.halfWidth - 9, -kind.halfHeight - 1, 1.4), PRINT);
        } else {
            line(canvas, -wide, -high, wide, -high);
            line(canvas, -wide, high, wide, high);
            line(canvas, -wide, -high, -wide, high);
            line(canvas, wide, -high, wide, high);
        }
        double below = Math.abs(Math.sin(angle)) > 0.5 ? kind.halfWidth + 10 : kind.halfHeight + 7;
        if (kind == Kind.QUAD || kind == Kind.DUAL) {
            below = kind.halfHeight + (kind == Kind.QUAD ? 15 : 7);
        }
        BoardPrint.write(canvas, name, x, y + below, 1.05);
    }

    void paintBody(Canvas canvas) {
        if (kind == Kind.HEADER) {
            return;
        }
        double raised = kind == Kind.CAN ? 4 : 2;
        canvas.paint(
                Shape.Box.turned(x + raised, y + raised, kind.halfWidth, kind.halfHeight, 1, angle),
                3,
                BLACK.fade(0.45));
        switch (kind) {
            case QUAD, DUAL -> chip(canvas);
            case HEADER -> {}
            case CAN -> can(canvas);
            case CRYSTAL -> crystal(canvas);
            case RESISTOR -> {
                capped(canvas, BLACK.lit(1.2 * tone));
                BoardPrint.write(canvas, "103", x, y, 0.62);
            }
            case CAPACITOR -> capped(canvas, Colour.of(0.56, 0.42, 0.28).lit(tone));
            case LAMP -> {
                capped(canvas, Colour.of(0.88, 0.87, 0.8).lit(Math.min(1.05, tone)));
                canvas.paint(
                        new Shape.Disc(x, y, 2.6),
                        1.5,
                        Colour.of(0.85, 0.35, 0.25).fade(0.8));
            }
        }
    }

    private void chip(Canvas canvas) {
        canvas.paint(
                turned(kind.halfWidth, kind.halfHeight, 1),
                Colour.of(0.2, 0.2, 0.21).lit(tone));
        canvas.paint(turned(kind.halfWidth - 1.2, kind.halfHeight - 1.2, 1), BLACK.lit(1.15 * tone));
        canvas.paint(disc(-kind.halfWidth + 5, -kind.halfHeight + 5, 2), 1, BLACK.lit(0.5));
        BoardPrint.write(canvas, kind == Kind.QUAD ? "EDGE-44" : "S16", x, y - 4, kind == Kind.QUAD ? 1.3 : 1);
        BoardPrint.write(canvas, kind == Kind.QUAD ? "2604-R1" : "D0", x, y + 6, 1);
    }

    private void can(Canvas canvas) {
        canvas.paint(turned(16, 16, 3), BLACK.lit(1.4));
        canvas.paint(
                disc(0, 0, 15), 1, (px, py) -> Colour.of(0.66, 0.67, 0.69).lit((1 - 0.012 * (px - x + py - y)) * tone));
        canvas.paint(
                disc(0, 0, 12.5),
                1.5,
                (px, py) -> px - x < -6
                        ? BLACK.lit(1.6)
                        : Colour.of(0.74, 0.75, 0.77).lit(tone));
        line(canvas, -2, 0, 6, 0);
        line(canvas, 2, -4, 2, 4);
    }

    private void crystal(Canvas canvas) {
        canvas.paint(turned(17, 6.5, 6.5), SOLDER.lit(0.75 * tone));
        canvas.paint(turned(14.5, 4.2, 4.2), 1.5, (px, py) -> SOLDER.lit((1.05 - 0.03 * (py - y)) * tone));
        BoardPrint.write(canvas, "8.000", x, y, 0.7);
    }

    private void capped(Canvas canvas, Colour body) {
        canvas.paint(turned(kind.halfWidth, kind.halfHeight, 0.8), SOLDER.lit(0.95));
        canvas.paint(turned(kind.halfWidth - 2.8, kind.halfHeight, 0.3), body);
        canvas.paint(
                Shape.Box.turned(
                        at(0, -0.6 * kind.halfHeight)[0],
                        at(0, -0.6 * kind.halfHeight)[1],
                        kind.halfWidth - 0.8,
                        0.6,
                        0.5,
                        angle),
                1.5,
                Colour.of(1, 1, 1).fade(0.22));
    }

    private void lead(Canvas canvas, double[] pin, double halfWidth, double halfHeight) {
        double shine = 0.08 * Math.sin(37 * pin[0] + 91 * pin[1]);
        canvas.paint(
                Shape.Box.turned(pin[0], pin[1], halfWidth, halfHeight, 0.6, angle),
                1,
                (px, py) -> SOLDER.lit(1.1 + shine - 0.09 * Math.abs(px - pin[0] + py - pin[1])));
    }

    private void joint(Canvas canvas, double[] pin) {
        canvas.paint(
                new Shape.Disc(pin[0], pin[1], 4.2),
                1,
                (px, py) -> SOLDER.lit(0.9 - 0.08 * (px - pin[0] + py - pin[1])));
        canvas.paint(new Shape.Disc(pin[0], pin[1], 1.6), 1, GOLD_PIN.lit(tone));
    }

    private void ring(Canvas canvas) {
        canvas.paint(new Shape.Disc(x, y, 20), PRINT);
        canvas.paint(new Shape.Disc(x, y, 19), Colour.of(0.042, 0.25, 0.15));
    }

    private void line(Canvas canvas, double fromX, double fromY, double toX, double toY) {
        double[] from = at(fromX, fromY);
        double[] to = at(toX, toY);
        canvas.paint(new Shape.Line(from[0], from[1], to[0], to[1], 0.5), PRINT.fade(0.9));
    }

    private void box(Canvas canvas, double[] at, double halfWidth, double halfHeight, double shade) {
        canvas.paint(Shape.Box.turned(at[0], at[1], halfWidth, halfHeight, 0.6, angle), SOLDER.lit(shade * 0.85));
    }

    private Shape turned(double halfWidth, double halfHeight, double corner) {
        return Shape.Box.turned(x, y, halfWidth, halfHeight, corner, angle);
    }

    private Shape disc(double offX, double offY, double radius) {
        double[] at = at(offX, offY);
        return new Shape.Disc(at[0], at[1], radius);
    }

    private double[] at(double offX, double offY) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new double[] {x + cos * offX - sin * offY, y + sin * offX + cos * offY};
    }

    private void eachPin(PinPainter painter) {
        for (double[] pin : pins()) {
            double dx = pin[0] - x;
            double dy = pin[1] - y;
            painter.paint(pin, Math.abs(dx) > Math.abs(dy));
        }
    }

    private interface PinPainter {
        void paint(double[] pin, boolean sideways);
    }
}
