/**
 * A fleet without a fleet server: each box leaves a small signed report in the registry, under its own name, and whoever may
 * read the registry can list them.
 */
@NullMarked
package dev.destseg.registry.fleet;

import org.jspecify.annotations.NullMarked;
