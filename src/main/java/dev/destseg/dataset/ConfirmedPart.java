package dev.destseg.dataset;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A part of which an operator said what it is.
 *
 * @param inspection names the inspection that showed it
 * @param digest SHA-256 of the image file, 64 lower-case hexadecimal digits
 * @param defective what was said
 * @param image the file; nothing when it has been deleted meanwhile
 */
public record ConfirmedPart(String inspection, String digest, boolean defective, Supplier<Optional<byte[]>> image) {}
