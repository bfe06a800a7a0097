package dev.destseg.inspection.journal;

import java.time.Instant;

/**
 * A verdict that a receiver refused for good.
 *
 * @param inspection its name
 * @param when it was put aside
 * @param reason as the receiver gave it
 * @param message what it was to be told, as {@link OutboxEntry#message}
 */
public record RefusedVerdict(EntryId inspection, Instant when, String reason, String message) {}
