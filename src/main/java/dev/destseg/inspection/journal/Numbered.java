package dev.destseg.inspection.journal;

/**
 * What was written down, with the name that the journal gave it.
 *
 * @param <T> feedback or a change
 * @param id its name
 * @param value what it is
 */
public record Numbered<T>(EntryId id, T value) {}
