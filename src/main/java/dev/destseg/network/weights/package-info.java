/**
 * Reads trained weights from the files that other tools write, and trusts nothing in them.
 */
@NullMarked
package dev.destseg.network.weights;

import org.jspecify.annotations.NullMarked;
