/**
 * Anomaly synthesis: corrupts images of good parts, so that a network learns to find what does not belong there.
 */
@NullMarked
package dev.destseg.dataset.synthesis;

import org.jspecify.annotations.NullMarked;
