/**
 * Immutable operator graphs, their shapes and their gradients.
 */
@NullMarked
package dev.destseg.graph;

import org.jspecify.annotations.NullMarked;
