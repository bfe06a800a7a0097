/**
 * Folders of images, splits, and the synthesis of anomalies.
 */
@NullMarked
package dev.destseg.dataset;

import org.jspecify.annotations.NullMarked;
