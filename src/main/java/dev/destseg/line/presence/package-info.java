/**
 * Free running: parts are noticed in the pictures themselves, where no machine gives a signal. Something is there when enough
 * of the region looks unlike the empty place; it is judged once, when it has come to rest or is in the middle of its way, and
 * the next part is expected when the place has been seen empty again.
 *
 * <p>Decisions, and what else there was:
 *
 * <ul>
 *   <li>The empty place is shown to the box by a person, as a picture, and followed slowly while nothing is there. A box that
 *       learned it by itself at the start would take a part that lies there for the empty place, and judge the empty places
 *       instead of the parts from then on.
 *   <li>Differences of mean luma in a coarse grid, not of pixels: noise, flicker of lamps and codecs are averaged away, and a
 *       picture of two megapixels costs less than a millisecond. Movement alone, without the empty place, cannot tell a part
 *       that comes from one that goes.
 *   <li>A part on its way is judged by the picture in which it is nearest to the middle of the region, which is known one
 *       picture later; the picture with most of the part in view is known only when the part leaves.
 *   <li>What is noticed gets a number and goes the way of every trigger, so that one verdict a part, counting, and what the
 *       journal says of parts that were lost, are the same as with a machine's signals.
 * </ul>
 */
@NullMarked
package dev.destseg.line.presence;

import org.jspecify.annotations.NullMarked;
