/**
 * The products of a box: which recipe judges each and which is compared with it, kept in the store of recipes, with every
 * change in the journal.
 *
 * <p>A recipe that is activated judges all of its golden images first. At a start, one that judged here before judges one for
 * each of its networks before the box is ready, and all of them five seconds later, or before its stations hear signals where there are
 * any, when its files are read against their digests too ({@link dev.destseg.inspection.products.Products#verify}): two more took a fifth of a second while both cores were busy, and what
 * could have changed since, the software or the processor, shows in any of them. What fails then is replaced as at a start.
 */
@NullMarked
package dev.destseg.inspection.products;

import org.jspecify.annotations.NullMarked;
