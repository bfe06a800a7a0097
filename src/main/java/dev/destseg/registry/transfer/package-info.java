/** The way of recipes to and from a registry: resolve, verify, and only then fetch what the policy admits. */
@NullMarked
package dev.destseg.registry.transfer;

import org.jspecify.annotations.NullMarked;
