/**
 * Figures for monitoring: inspections by verdict, latency by stage, scores, queue.
 */
@NullMarked
package dev.destseg.telemetry;

import org.jspecify.annotations.NullMarked;
