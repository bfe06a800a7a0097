package dev.destseg.training.instant;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.Optional;

/**
 * A defective part that somebody has shown.
 *
 * @param kind of defect
 * @param image at the input size
 * @param mask where the defect is, at the same size; without it, where the memory sees it
 */
record KnownDefect(String kind, Image image, Optional<Mask> mask) {}
