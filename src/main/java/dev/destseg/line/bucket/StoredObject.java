package dev.destseg.line.bucket;

import java.time.Instant;

/**
 * An object, as a listing has it.
 *
 * @param size in bytes
 * @param written when it was last
 */
public record StoredObject(ObjectName name, long size, Instant written) {}
