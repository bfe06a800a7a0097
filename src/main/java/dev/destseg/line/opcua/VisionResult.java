package dev.destseg.line.opcua;

import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.EntryJson;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.JudgingRecipe;
import dev.destseg.inspection.journal.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An inspection as a result of a vision system.
 *
 * @param id of the inspection in the journal
 * @param job that it belongs to
 * @param measurement what the client called the measurement, as long as the box remembers that
 * @param part number of the part
 * @param station of the line
 * @param state 1 for a part that was judged, whatever the verdict; 4 for one that could not be
 * @param begun when the image was taken, where that is known, else when it was accepted
 * @param received when it was accepted
 * @param processing time in preprocessing, networks and postprocessing
 * @param total from its acceptance until the verdict
 * @param content the inspection as JSON, with verdict, score and regions
 */
record VisionResult(
        String id,
        String job,
        Optional<String> measurement,
        Optional<String> part,
        Optional<String> station,
        String product,
        JudgingRecipe recipe,
        int state,
        Instant begun,
        Instant received,
        Duration processing,
        Duration total,
        String content) {
    static final int COMPLETED = 1;
    static final int FAILED = 4;

    private static final Set<String> PROCESSING = Set.of("preprocessing", "network", "postprocessing");

    /** @param job that it belongs to, where that is known; an inspection that nobody ordered is a job of its own */
    static VisionResult of(InspectionEntry entry, Optional<Job> job) {
        Map<String, Duration> timings = entry.part().timings();
        return new VisionResult(
                entry.id().text(),
                job.map(Job::id).orElse(entry.id().text()),
                job.flatMap(Job::measurement),
                entry.part().origin().partNumber(),
                entry.part().origin().station(),
                entry.part().origin().product(),
                entry.part().recipe(),
                entry.part().verdict() == Verdict.CANNOT_JUDGE ? FAILED : COMPLETED,
                begun(entry.part().origin()),
                entry.part().origin().time(),
                timings.entrySet().stream()
                        .filter(timing -> PROCESSING.contains(timing.getKey()))
                        .map(Map.Entry::getValue)
                        .reduce(Duration.ZERO, Duration::plus),
                timings.values().stream().reduce(Duration.ZERO, Duration::plus),
                EntryJson.of(entry).toString());
    }

    /** A sender's clock may be ahead of the box's; no result ends before it begins. */
    private static Instant begun(Origin origin) {
        return origin.captured().filter(taken -> taken.isBefore(origin.time())).orElse(origin.time());
    }
}
