/**
 * Changes that nobody makes through the appliance: keys of the configuration between two starts, tokens from the command
 * line. The journal says what it knew last, so that what changed while the appliance stood still is told at the next start.
 */
@NullMarked
package dev.destseg.configuration.changes;

import org.jspecify.annotations.NullMarked;
