package dev.destseg.training.runs;

import java.time.LocalTime;

/**
 * The hours of the day when the line stands still, past midnight when they end before they begin.
 *
 * @param from included
 * @param until excluded; all day when it is {@code from}
 */
record IdleHours(LocalTime from, LocalTime until) {
    boolean contains(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(until);
        return from.isBefore(until) ? begun && !over : begun || !over;
    }
}
