package dev.destseg.line.source;

import java.time.Instant;
import java.util.Optional;

/**
 * A picture of a part.
 *
 * @param image the bytes of an image file; shared, nobody writes to it afterwards
 * @param captured when it was taken, where that is known
 */
public record Picture(byte[] image, Optional<Instant> captured) {}
