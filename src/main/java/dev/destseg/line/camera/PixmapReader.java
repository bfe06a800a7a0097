package dev.destseg.line.camera;

import dev.destseg.image.Image;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads binary pixmaps of 8 bits, PPM (P6) and PGM (P5), one after the other: a header in words, {@code P6 640 480 255}, one
 * white character, then the rows from the top. Not thread-safe.
 */
final class PixmapReader {
    /** Java copies each read through memory of its own, which is cheap below this. */
    private static final int PIECE = 1 << 16;

    private static final int LONGEST_WORD = 9;

    private final InputStream stream;
    private final long maxPixels;

    /** @param maxPixels of a picture; a larger one is refused before memory is taken for it */
    PixmapReader(InputStream stream, long maxPixels) {
        this.stream = new BufferedInputStream(stream, PIECE);
        this.maxPixels = maxPixels;
    }

    /**
     * The next picture; nothing at the end.
     *
     * @param spare an array that may be written over; it is used when it has the right length
     * @throws IOException for what is no such pixmap, one that is too large, or an end within
     */
    Optional<Image> next(byte @Nullable [] spare) throws IOException {
        int first = stream.read();
        if (first < 0) {
            return Optional.empty();
        }
        int kind = stream.read();
        if (first != 'P' || kind != '5' && kind != '6') {
            throw new IOException("what came is no picture: pixmaps (P5, P6) are expected");
        }
        int width = number();
        int height = number();
        int most = number();
        if (width < 1 || height < 1 || most != 255) {
            throw new IOException("a picture of " + width + " x " + height + " pixels with values up to " + most
                    + " came; pixmaps of 8 bits are expected");
        }
        long pixels = (long) width * height;
        if (pixels > Math.min(maxPixels, Integer.MAX_VALUE / 3)) {
            throw new IOException("a picture of " + width + " x " + height + " pixels came, more than the " + maxPixels
                    + " allowed (destseg.inspection.max-pixels)");
        }
        byte[] rgb = spare != null && spare.length == 3 * pixels ? spare : new byte[Math.toIntExact(3 * pixels)];
        if (kind == '6') {
            read(rgb, rgb.length);
        } else {
            read(rgb, (int) pixels);
            spread(rgb, (int) pixels);
        }
        return Optional.of(new Image(width, height, rgb));
    }

    /** A number between white characters, of which the one behind it is read too; notes begin with '#'. */
    private int number() throws IOException {
        StringBuilder word = new StringBuilder();
        for (int next = character(); word.length() <= LONGEST_WORD; next = character()) {
            if (next >= '0' && next <= '9') {
                word.append((char) next);
            } else if (next == '#') {
                skipLine();
            } else if (!Character.isWhitespace(next)) {
                throw new IOException("what came is no picture: there is no number where its size should be");
            } else if (word.length() > 0) {
                return Integer.parseInt(word.toString());
            }
        }
        throw new IOException("what came is no picture: its size is no number");
    }

    private void skipLine() throws IOException {
        int next = character();
        while (next != '\n') {
            next = character();
        }
    }

    private int character() throws IOException {
        int next = stream.read();
        if (next < 0) {
            throw new EOFException("the pictures ended in the middle of one");
        }
        return next;
    }

    private void read(byte[] target, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int read = stream.read(target, done, Math.min(PIECE, length - done));
            if (read < 0) {
                throw new EOFException("the pictures ended in the middle of one");
            }
            done += read;
        }
    }

    /** From one byte a pixel to three, from the last to the first, in place. */
    private static void spread(byte[] grey, int pixels) {
        for (int i = pixels - 1; i >= 0; i--) {
            byte value = grey[i];
            grey[3 * i] = value;
            grey[3 * i + 1] = value;
            grey[3 * i + 2] = value;
        }
    }
}
