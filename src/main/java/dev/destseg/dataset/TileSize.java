package dev.destseg.dataset;

import dev.destseg.image.Box;
import dev.destseg.image.Tiles;
import dev.destseg.image.View;
import dev.destseg.tensor.InputException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How large the pieces are in which somebody wants images judged.
 *
 * @param side pixels of an image that the networks see at once, in both directions; chosen from the image when absent
 * @param overlap pixels of an image that neighbouring pieces share at least; an eighth of a piece when absent
 */
public record TileSize(OptionalInt side, OptionalInt overlap) {
    /** Small details stay, and the time for an image within bounds. */
    public static final TileSize AUTOMATIC = new TileSize(OptionalInt.empty(), OptionalInt.empty());

    private static final String AUTO = "auto";
    private static final int LEAST_SIDE = 32;
    private static final int LARGEST_WHOLE = 8192;
    /** How much finer than one piece an image is looked at by itself: so much that a part takes a second at most. */
    private static final int MOST_BY_ITSELF = 32;

    private static final int USUAL_SHRINKING = 2;
    private static final int OVERLAP_SHARE = 8;

    /** @throws InputException for a piece that is too small, or an overlap of more than half of it */
    public TileSize {
        if (side.isPresent() && side.getAsInt() < LEAST_SIDE) {
            throw new InputException(
                    "A tile of " + side.getAsInt() + " pixels is too small; give at least " + LEAST_SIDE);
        }
        if (overlap.isPresent()
                && (side.isEmpty() || overlap.getAsInt() < 0 || 2 * overlap.getAsInt() > side.getAsInt())) {
            throw new InputException("Tiles overlap by 0 to half of their side, not by " + overlap.getAsInt());
        }
    }

    /**
     * SIDE, SIDE,OVERLAP or auto; none is nothing.
     *
     * @throws InputException for anything else
     */
    public static Optional<TileSize> parse(String text) {
        if (text.equals("none")) {
            return Optional.empty();
        }
        if (text.equals(AUTO)) {
            return Optional.of(AUTOMATIC);
        }
        String[] numbers = text.split(",", -1);
        try {
            if (numbers.length <= 2) {
                return Optional.of(new TileSize(
                        OptionalInt.of(Integer.parseInt(numbers[0])),
                        numbers.length == 1 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(numbers[1]))));
            }
        } catch (NumberFormatException e) {
            throw unusable(text, e);
        }
        throw unusable(text, null);
    }

    private static InputException unusable(String text, @Nullable Throwable cause) {
        return new InputException(
                "'" + text + "' is no size of tiles; give the pixels of a side, such as 512, with the overlap"
                        + " behind it, such as 512,64, or auto, or none",
                cause);
    }

    /**
     * The pieces of an image.
     *
     * @param image what is judged of it
     * @param input height and width that the networks take
     * @throws InputException when that are too many pixels
     */
    public Tiles tiles(Box image, int input) {
        if (side.isPresent()) {
            return tiles(image, input, side.getAsInt());
        }
        int longer = Math.max(image.width(), image.height());
        int chosen = USUAL_SHRINKING * input;
        // The last one shows everything at once.
        while (chosen < longer && tiles(image, input, chosen).count() > MOST_BY_ITSELF) {
            chosen = chosen * 9 / 8;
        }
        return tiles(image, input, Math.min(chosen, Math.max(longer, LEAST_SIDE)));
    }

    private Tiles tiles(Box image, int input, int pixels) {
        double scale = (double) input / pixels;
        long width = Math.max(input, Math.round(image.width() * scale));
        long height = Math.max(input, Math.round(image.height() * scale));
        if (width > LARGEST_WHOLE || height > LARGEST_WHOLE || width * height > View.MOST_PIXELS) {
            throw new InputException("Tiles of " + pixels + " pixels make " + width + " x " + height
                    + " pixels of an image of " + image.width() + " x " + image.height() + ", more than "
                    + View.MOST_PIXELS + " or " + LARGEST_WHOLE + " a side; give larger tiles or a region");
        }
        int shared =
                (int) Math.round(overlap.isPresent() ? overlap.getAsInt() * scale : (double) input / OVERLAP_SHARE);
        return new Tiles((int) width, (int) height, input, input, Math.min(shared, input / 2));
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        if (side.isEmpty()) {
            return AUTO;
        }
        return side.getAsInt() + (overlap.isPresent() ? "," + overlap.getAsInt() : "");
    }
}
