/**
 * Where the line meets the box: watched folders. They are here and not in {@code inspection}, which is asked and does not
 * know by whom; cameras and messages will stand beside them.
 */
@NullMarked
package dev.destseg.line;

import org.jspecify.annotations.NullMarked;
