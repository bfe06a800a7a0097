package dev.destseg.dataset.demo;

import dev.destseg.dataset.demo.BoardPart.Kind;
import java.util.ArrayList;
import java.util.List;

/** Where everything is on the board, in pixels. */
final class BoardLayout {
    /** The chips come first. */
    static final int CHIPS = 2;
    /** From here on parts are small enough to be missing or askew. */
    static final int FIRST_SMALL_PART = 3;

    static final List<BoardPart> PARTS = List.of(
            BoardPart.of(Kind.QUAD, "U1", 104, 128, 0),
            BoardPart.of(Kind.DUAL, "U2", 198, 150, 0),
            BoardPart.of(Kind.HEADER, "J1", 120.5, 25, 0),
            BoardPart.of(Kind.CAN, "C1", 208, 72, 0),
            BoardPart.of(Kind.CRYSTAL, "Y1", 104, 192, 0),
            BoardPart.of(Kind.RESISTOR, "R1", 36, 50, 90),
            BoardPart.of(Kind.RESISTOR, "R2", 54, 50, 90),
            BoardPart.of(Kind.RESISTOR, "R3", 164, 212, 0),
            BoardPart.of(Kind.RESISTOR, "R4", 200, 200, 0),
            BoardPart.of(Kind.CAPACITOR, "C2", 70, 200, 90),
            BoardPart.of(Kind.CAPACITOR, "C3", 138, 196, 90),
            BoardPart.of(Kind.CAPACITOR, "C4", 164, 84, 90),
            BoardPart.of(Kind.CAPACITOR, "C5", 32, 184, 90),
            BoardPart.of(Kind.LAMP, "D1", 208, 110, 0));

    static final List<double[]> MOUNTING_HOLES =
            List.of(new double[] {24, 24}, new double[] {232, 24}, new double[] {24, 232}, new double[] {232, 232});

    static final List<double[]> VIAS = new ArrayList<>();

    /** Each: half the width, then x and y of each corner. */
    static final List<double[]> TRACES = new ArrayList<>();

    static {
        for (int i = 0; i < 8; i++) {
            double pad = 68 + 15 * i;
            double pin = 84 + 5 * i;
            trace(1.2, pad, 25, pad, 38, pin, 38 + Math.abs(pad - pin), pin, 94);
        }
        for (int i = 0; i < 6; i++) {
            double from = 118 + 5 * i;
            double to = 130.4 + 5.6 * i;
            trace(1.2, 138, from, 158, from, 158 + to - from, to, 180, to);
        }
        for (int i = 0; i < 5; i++) {
            double y = 108 + 10 * i;
            double end = i % 2 == 0 ? 30 : 44;
            trace(1.2, 70, y, end + 4, y, end, y + 4);
            VIAS.add(new double[] {end, y + 4});
        }
        for (int i = 0; i < 3; i++) {
            double x = 119 + 5 * i;
            double drop = 178 - 5 * i;
            double reach = 148 + 9 * i;
            trace(1.2, x, 162, x, drop - 8, x + 8, drop, reach, drop, reach + 6, drop + 6);
            VIAS.add(new double[] {reach + 6, drop + 6});
        }
        trace(1.2, 89, 162, 89, 172, 70, 191);
        trace(1.2, 99, 162, 99, 180, 92, 188);
        trace(1.2, 109, 162, 109, 180, 116, 188);
        trace(1.2, 36, 58, 36, 80, 44, 88, 70, 88);
        trace(1.2, 54, 58, 54, 76, 62, 80);
        VIAS.add(new double[] {62, 80});
        VIAS.add(new double[] {70, 88});
        trace(2.6, 32, 192, 32, 206, 44, 220, 142, 220, 156, 212);
        trace(2.6, 208, 200, 226, 182, 226, 90, 220, 76);
        trace(1.2, 164, 92, 164, 104, 172, 110, 200, 110);
    }

    private BoardLayout() {}

    private static void trace(double... widthAndCorners) {
        TRACES.add(widthAndCorners);
    }
}
