package dev.destseg.inspection;

import dev.destseg.image.ImageReader;
import dev.destseg.inspection.checks.FrameMemory;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What all inspections share.
 *
 * @param records runs what keeps an inspection, which waits for the disk, so that whoever judged can go on
 * @param anticipation begins to keep the image
 * @param ending keeps an inspection and tells of it
 */
record Workplace(
        ImageReader reader,
        FrameMemory frames,
        Executor records,
        Function<InspectionRequest, InspectionRecorder.Hold> anticipation,
        UnaryOperator<CompletedInspection> ending) {}
