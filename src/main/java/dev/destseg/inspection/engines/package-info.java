/**
 * Which device runs the networks, and how far faster ones have come.
 *
 * <p>A recipe is loaded on the processor first, which takes a moment and always works, and judges from there. Where there is an
 * NVIDIA GPU, another engine is made ready meanwhile; it takes over when it judges the recipe's golden set as expected, and
 * the processor takes over again when it fails. So no driver, library or build can keep a box from judging.
 */
@NullMarked
package dev.destseg.inspection.engines;

import org.jspecify.annotations.NullMarked;
