/**
 * Runs a graph on a device.
 */
@NullMarked
package dev.destseg.inference;

import org.jspecify.annotations.NullMarked;
