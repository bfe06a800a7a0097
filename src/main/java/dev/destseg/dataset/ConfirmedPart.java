package dev.destseg.dataset;

import dev.destseg.image.Box;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A part of which an operator said what it is.
 *
 * @param inspection names the inspection that showed it
 * @param digest SHA-256 of the image file, 64 lower-case hexadecimal digits
 * @param defective what was said
 * @param drawn around defects, in pixels of the image
 * @param image the file; nothing when it has been deleted meanwhile
 */
public record ConfirmedPart(
        String inspection, String digest, boolean defective, List<Box> drawn, Supplier<Optional<byte[]>> image) {
    public ConfirmedPart {
        drawn = List.copyOf(drawn);
    }
}
