package dev.destseg.inspection.journal;

import dev.destseg.inspection.Verdict;

/**
 * How often a verdict was given.
 *
 * @param product of which product
 * @param verdict which
 * @param inspections how often
 */
public record VerdictCount(String product, Verdict verdict, long inspections) {}
