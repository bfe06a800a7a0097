/**
 * Learning a product: phases, steps, checkpoints, resumable runs.
 */
@NullMarked
package dev.destseg.training;

import org.jspecify.annotations.NullMarked;
