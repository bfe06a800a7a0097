/**
 * Shapes and tensors in the Java heap: what graphs, engines and images exchange.
 */
@NullMarked
package dev.destseg.tensor;

import org.jspecify.annotations.NullMarked;
