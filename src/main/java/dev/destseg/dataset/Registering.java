package dev.destseg.dataset;

import dev.destseg.image.Image;
import dev.destseg.image.Reference;
import dev.destseg.tensor.InputException;
import java.util.Locale;
import java.util.Optional;

/**
 * That somebody wants images laid over a reference.
 *
 * @param reference the image of a part as it should lie; the first good image when absent
 * @param degrees by which parts may be turned either way, 0 to 180
 * @param shift by which parts may be off, as a share of the longer side of an image, 0 to 0.5
 */
public record Registering(Optional<Image> reference, double degrees, double shift) {
    public static final double USUAL_DEGREES = 15;
    public static final double USUAL_SHIFT = 0.2;

    /** What a part and a reference have in common though they are two parts, and other things have not. */
    private static final double SIMILARITY = 0.5;

    /** @throws InputException for other bounds */
    public Registering {
        if (!(degrees >= 0 && degrees <= 180)) {
            throw new InputException("Parts may be turned by 0 to 180 degrees, not by " + degrees);
        }
        if (!(shift >= 0 && shift <= 0.5)) {
            throw new InputException("Parts may be off by 0 to 0.5 of the longer side of an image, not by " + shift);
        }
    }

    /** DEGREES,SHIFT as {@link #bounds} tells them, over the first good image. */
    public static Registering parse(String bounds) {
        String[] numbers = bounds.split(",", -1);
        try {
            if (numbers.length == 2) {
                return new Registering(
                        Optional.empty(), Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
            }
        } catch (NumberFormatException e) {
            throw unusable(bounds);
        }
        throw unusable(bounds);
    }

    private static InputException unusable(String bounds) {
        return new InputException("'" + bounds
                + "' does not say how parts may lie; give degrees and a share of the image, such as 15,0.2");
    }

    /** @param first the first good image */
    public Reference over(Image first) {
        return new Reference(reference.orElse(first), degrees, shift, SIMILARITY);
    }

    public String bounds() {
        return String.format(Locale.ROOT, "%s,%s", degrees, shift);
    }
}
