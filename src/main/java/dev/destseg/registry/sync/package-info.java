/**
 * A box follows channels: asks now and then, takes what the policy admits, lets it judge in stages, watches it and goes
 * back when it does badly. What it knows is in one small file for each product, replaced as a whole at every step, so that a
 * box goes on where it was killed.
 */
@NullMarked
package dev.destseg.registry.sync;

import org.jspecify.annotations.NullMarked;
