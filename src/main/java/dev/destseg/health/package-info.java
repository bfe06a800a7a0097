/**
 * What the appliance knows of itself: whether it has started, lives, can judge now, and what should be looked after.
 */
@NullMarked
package dev.destseg.health;

import org.jspecify.annotations.NullMarked;
