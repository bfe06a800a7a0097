package dev.destseg.line.trigger;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a station that takes pictures by itself is doing, since the start.
 *
 * @param name of the station
 * @param address where its triggers come from
 * @param triggers that came, each counted once
 * @param lastTrigger when the last of them came
 * @param lastNumber its number
 * @param missed triggers that did not come, or came while the box could not answer; they were answered with CANNOT_JUDGE
 * @param lastMissed when the last of them was noticed
 * @param doubled triggers that came again and were not answered again
 * @param anew how often the machine's counter began anew
 * @param refused signals that were no triggers
 * @param unanswered triggers that no answer was kept for; the machine must take that for CANNOT_JUDGE
 * @param problem why triggers cannot be heard or answered at present
 */
public record StationState(
        String name,
        String address,
        long triggers,
        Optional<Instant> lastTrigger,
        OptionalLong lastNumber,
        long missed,
        Optional<Instant> lastMissed,
        long doubled,
        long anew,
        long refused,
        long unanswered,
        Optional<String> problem) {}
