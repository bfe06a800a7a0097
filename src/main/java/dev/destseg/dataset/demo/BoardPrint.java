package dev.destseg.dataset.demo;

/** White letters of 3 x 5 squares. */
final class BoardPrint {
    private static final String LETTERS = "0123456789ABCDEGJLMORSUY-.";
    /** Five rows of three bits each, the top row highest. */
    private static final int[] SQUARES = {
        075557, 026227, 071747, 071717, 055711, 074717, 074757, 071222, 075757, 075717, 025755, 065656, 034443, 065556,
        074647, 034553, 011157, 044447, 057755, 075557, 065655, 034216, 055557, 055222, 000700, 000002
    };

    private static final Colour WHITE = Colour.of(0.84, 0.86, 0.84);

    private BoardPrint() {}

    /** Writes a line, centred; squares are {@code size} pixels wide. */
    static void write(Canvas canvas, String text, double x, double y, double size) {
        for (int i = 0; i < text.length(); i++) {
            int squares = SQUARES[LETTERS.indexOf(text.charAt(i))];
            double left = x + (i - 0.5 * (text.length() - 1)) * 4 * size - size;
            for (int bit = 0; bit < 15; bit++) {
                if ((squares >> 14 - bit & 1) == 1) {
                    double column = left + bit % 3 * size;
                    double row = y + (double) (bit / 3 - 2) * size;
                    canvas.paint(Shape.Box.of(column, row, 0.55 * size, 0.55 * size, 0), WHITE.fade(0.85));
                }
            }
        }
    }
}
