package dev.destseg.inspection;

import java.time.Instant;

/** When images whose score is known were judged, and what came of it. */
public record GoldenJudgement(Instant at, ParityReport report) {}
