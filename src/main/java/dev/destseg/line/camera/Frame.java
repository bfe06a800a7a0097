package dev.destseg.line.camera;

import dev.destseg.image.Image;
import java.time.Instant;

/**
 * A picture of a camera.
 *
 * @param number counts the pictures since the start, from 1
 * @param image what it shows; its bytes are written over when the next picture but one comes, unless somebody keeps it
 * @param captured when it was taken
 * @param nanos the same by {@link System#nanoTime}
 */
public record Frame(long number, Image image, Instant captured, long nanos) {}
