/**
 * Immutable operator graphs, their shapes, their gradients, and reductions that change nothing but the cost.
 */
@NullMarked
package dev.destseg.graph;

import org.jspecify.annotations.NullMarked;
