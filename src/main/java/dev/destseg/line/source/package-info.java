/** Where pictures come from when they are wanted: cameras, images in their place, messages. */
@NullMarked
package dev.destseg.line.source;

import org.jspecify.annotations.NullMarked;
