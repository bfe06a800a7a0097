/**
 * Pictures: decoding, resizing, masks, connected regions, overlays. The only user of OpenCV.
 */
@NullMarked
package dev.destseg.image;

import org.jspecify.annotations.NullMarked;
