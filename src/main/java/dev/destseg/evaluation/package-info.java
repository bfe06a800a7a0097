/**
 * Metrics, the choice of a threshold, and reports.
 */
@NullMarked
package dev.destseg.evaluation;

import org.jspecify.annotations.NullMarked;
