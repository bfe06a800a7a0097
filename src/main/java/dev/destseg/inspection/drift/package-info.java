/**
 * Whether parts still look like those that a recipe was taught with, and score like them. A control chart for each trait of
 * each product tells; it only warns, for it cannot know whether the line, the light or the parts have changed.
 */
@NullMarked
package dev.destseg.inspection.drift;

import org.jspecify.annotations.NullMarked;
