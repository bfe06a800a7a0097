package dev.destseg.inspection.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * A verdict that outputs are to be told of.
 *
 * @param position among all of this journal, from 1, without gaps
 * @param time when it was given
 * @param station that it is about
 * @param sequence how many verdicts the station had with this one, from 1, without gaps
 * @param inspection its name, by which a receiver recognises what it was told before
 * @param message what is told: the inspection as {@link EntryJson#of} writes it, {@code sequence}, and
 *     {@code trigger}, what the machine's counter said, where it asked
 */
public record OutboxEntry(
        long position, Instant time, Optional<String> station, long sequence, EntryId inspection, String message) {}
