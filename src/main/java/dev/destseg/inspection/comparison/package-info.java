/** Whether a new recipe judges better than the one that judges now. */
@NullMarked
package dev.destseg.inspection.comparison;

import org.jspecify.annotations.NullMarked;
