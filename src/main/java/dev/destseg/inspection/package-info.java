/**
 * From an image to a verdict.
 */
@NullMarked
package dev.destseg.inspection;

import org.jspecify.annotations.NullMarked;
