package dev.destseg.training.runs;

import java.time.Instant;

/** Something that a process of a run said, for people. */
public record LogLine(Instant time, String text) {}
