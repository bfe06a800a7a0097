package dev.destseg.inspection.journal;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.ImageWriter;
import dev.destseg.inspection.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fills a journal as a month of work would. */
public final class FilledJournal {
    private static final int THREADS = 64;
    /** Younger than what the appliance deletes unless it is told otherwise. */
    private static final int DAYS = 28;

    private static final double DEFECTS = 0.02;
    private static final double NOT_JUDGED = 0.002;

    private FilledJournal() {}

    /**
     * @param directory of the journal
     * @param images some, which the inspections share
     */
    public static void fill(Path directory, int inspections, List<byte[]> images) throws Exception {
        byte[] map = ImageWriter.png16(new AnomalyMap(8, 8, new float[64]));
        ExecutorService writers = Executors.newFixedThreadPool(THREADS);
        try (Journal journal = SmallJournal.open(directory)) {
            Instant start = Clock.systemUTC().instant().minus(Duration.ofDays(DAYS));
            Duration between = Duration.ofDays(DAYS).dividedBy(inspections);
            List<Future<?>> written = new ArrayList<>();
            for (int i = 0; i < inspections; i++) {
                JudgedPart part = part(i, start.plus(between.multipliedBy(i)));
                byte[] image = images.get(i % images.size());
                written.add(writers.submit(() -> journal.append(part, Optional.of(image), Optional.of(map))));
            }
            for (Future<?> each : written) {
                each.get();
            }
        } finally {
            writers.shutdown();
        }
    }

    private static JudgedPart part(int number, Instant time) {
        Random random = new Random(number);
        Origin origin = new Origin(
                time,
                number % 3 == 0 ? "housing" : "flange",
                Optional.of("press " + number % 4),
                Optional.of("A-" + number));
        double chance = random.nextDouble();
        if (chance < NOT_JUDGED) {
            return SmallJournal.cannotJudge(origin);
        }
        boolean defect = chance < NOT_JUDGED + DEFECTS;
        JudgedPart part = SmallJournal.judged(
                origin,
                defect ? Verdict.DEFECT : Verdict.OK,
                defect ? 0.5 + 0.4 * random.nextDouble() : 0.1 + 0.3 * random.nextDouble());
        return new JudgedPart(
                part.origin(),
                part.recipe(),
                part.verdict(),
                part.reason(),
                OptionalDouble.of(part.score().orElseThrow()),
                part.threshold(),
                defect ? part.regions() : List.of(),
                new TreeMap<>(part.timings()));
    }
}
