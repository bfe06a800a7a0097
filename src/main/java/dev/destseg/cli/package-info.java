/**
 * The command line: a thin adapter over the features.
 */
@NullMarked
package dev.destseg.cli;

import org.jspecify.annotations.NullMarked;
