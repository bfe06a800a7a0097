/**
 * How verdicts get from the journal's outbox to those who are to hear of them: at least once, in the order in which they were
 * committed, whatever fails meanwhile.
 *
 * <p>That order is, for each station, the one in which its parts were accepted: of two that are judged side by side, the one that
 * is done early is committed after the one before it. To hold back only what is told would have been faster for whoever asks
 * by HTTP; but a kill could then leave a later verdict in the journal without the one before it, which nobody could make good. Of
 * those that have waited for the same part all are written at once, and committed together.
 *
 * <p>What a receiver refuses for good is put aside ({@link dev.destseg.line.output.Refusals}), so that it holds nobody up.
 *
 * <p>Each output has a thread that tells one verdict after the other and waits until it was taken. Several under way at once
 * would be faster and could arrive in another order. What was told is remembered once a second, not at each verdict, so that
 * outputs do not make the disk work twice as much; after a kill the verdicts of up to a second are told again, with the same
 * names. Bounds on age are looked at only after an attempt has failed, and by a clock that does not leap: that
 * of a box without a battery jumps by years when it first hears of the time, and nothing may be given up for that.
 */
@NullMarked
package dev.destseg.line.output;

import org.jspecify.annotations.NullMarked;
