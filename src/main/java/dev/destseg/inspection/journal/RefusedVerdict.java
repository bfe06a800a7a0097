package dev.destseg.inspection.journal;

import java.time.Instant;

/**
 * A verdict that a receiver refused for good.
 *
 * @param verdict what it was to be told
 * @param when it was put aside
 * @param reason as the receiver gave it
 */
public record RefusedVerdict(OutboxEntry verdict, Instant when, String reason) {}
