package dev.destseg.inspection.journal;

import dev.destseg.image.Box;
import dev.destseg.image.Region;
import dev.destseg.inspection.Verdict;
import dev.destseg.recipe.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.sqlite.SQLiteDataSource;

/** Journals in folders of tests, and what is written into them. */
public final class SmallJournal {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final JudgingRecipe RECIPE = new JudgingRecipe("flange", "3", Sha256.of(new byte[] {1}));

    private SmallJournal() {}

    public static Journal open(Path directory) {
        return open(directory, Clock.systemUTC());
    }

    static Journal open(Path directory, Clock clock) {
        SQLiteDataSource database = database(directory);
        return Journal.open(directory, database, () -> MigrationFiles.of(database), clock);
    }

    public static SQLiteDataSource database(Path directory) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + directory.resolve(Journal.DATABASE));
        return database;
    }

    static Origin origin(Instant time) {
        return new Origin(time, "flange", Optional.of("press 2"), Optional.of("A-17"));
    }

    static JudgedPart ok(Instant time) {
        return judged(origin(time), Verdict.OK, 0.125);
    }

    static JudgedPart defect(Instant time) {
        return judged(origin(time), Verdict.DEFECT, 0.75);
    }

    static JudgedPart judged(Origin origin, Verdict verdict, double score) {
        return new JudgedPart(
                origin,
                RECIPE,
                verdict,
                Optional.empty(),
                OptionalDouble.of(score),
                0.5,
                List.of(new Region(new Box(1, 2, 3, 4), 9, 0.875f, 2.25, 3.5)),
                new TreeMap<>(java.util.Map.of("network", Duration.ofNanos(70_123_456))));
    }

    /** Adds a part of a station. */
    public static InspectionEntry judge(Journal journal, String station) {
        Origin origin = new Origin(NOON, "flange", Optional.of(station), Optional.of("A-17"));
        return journal.append(judged(origin, Verdict.OK, 0.125), Optional.empty(), Optional.empty());
    }

    static JudgedPart cannotJudge(Origin origin) {
        return new JudgedPart(
                origin,
                RECIPE,
                Verdict.CANNOT_JUDGE,
                Optional.of("The image is too dark"),
                OptionalDouble.empty(),
                0.5,
                List.of(),
                new TreeMap<>());
    }

    static Optional<byte[]> bytes(String text) {
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
