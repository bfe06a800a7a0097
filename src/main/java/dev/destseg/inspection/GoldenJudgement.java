package dev.destseg.inspection;

import java.time.Instant;

/** When an image whose score is known was judged, and what came of it. */
public record GoldenJudgement(Instant at, GoldenResult result) {}
