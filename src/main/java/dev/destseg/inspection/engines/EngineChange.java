package dev.destseg.inspection.engines;

import dev.destseg.inference.Takeover;
import java.time.Instant;

/**
 * An engine that is to take over has come a stage further.
 *
 * @param time when
 * @param takeover how far it is
 */
public record EngineChange(Instant time, Takeover takeover) {}
