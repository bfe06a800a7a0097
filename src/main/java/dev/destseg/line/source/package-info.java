/** Where pictures come from when they are wanted. */
@NullMarked
package dev.destseg.line.source;

import org.jspecify.annotations.NullMarked;
