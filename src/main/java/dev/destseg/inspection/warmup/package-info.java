/**
 * What lies between a start and the first part of a line, so that this is not judged more slowly than those that follow.
 *
 * <p>After a start Java has compiled little, and what the start has put off takes the processor for seconds: networks for half of
 * the cores, digests of recipes, their golden sets. Where stations wait for signals, all of that is done first; machines see
 * that the box is not ready yet, and a signal that comes meanwhile has CANNOT_JUDGE, as one has that came while the box was away.
 * A box without stations is not held up: over HTTP it judges as soon as its recipes are loaded, warm or not.
 *
 * <p>Images are judged by {@link dev.destseg.inspection.InspectionService} itself, with the journal's own statements and the disk
 * that it is on, whose rows are taken back; what only looks like the way of a part would leave the rest of it cold. Tried, and not
 * kept: the digests of recipes first, which compete for the processor with the networks that are loaded meanwhile, so that all
 * takes longer.
 */
@NullMarked
package dev.destseg.inspection.warmup;

import org.jspecify.annotations.NullMarked;
