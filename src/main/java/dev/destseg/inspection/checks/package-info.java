/**
 * Whether an image is fit to be judged.
 */
@NullMarked
package dev.destseg.inspection.checks;

import org.jspecify.annotations.NullMarked;
