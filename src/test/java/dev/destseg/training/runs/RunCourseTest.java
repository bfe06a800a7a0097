package dev.destseg.training.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCourseTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private static RunProgress at(String phase, double percent, OptionalDouble loss) {
        return new RunProgress(
                phase,
                percent,
                loss,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                RunProgress.Beside.NOTHING);
    }

    private static RunProgress at(String phase, double percent) {
        return at(phase, percent, OptionalDouble.of(0.5));
    }

    @Test
    void eachHalfPercentOfAPhaseHasAPoint() {
        assertTrue(RunCourse.isWorthKeeping(Optional.empty(), at("denoising", 0)));
        assertFalse(RunCourse.isWorthKeeping(Optional.of(at("denoising", 10)), at("denoising", 10.4)));
        assertTrue(RunCourse.isWorthKeeping(Optional.of(at("denoising", 10.4)), at("denoising", 10.5)));
        assertTrue(RunCourse.isWorthKeeping(Optional.of(at("denoising", 10)), at("segmentation", 10)));
    }

    @Test
    void whatHasNoLossHasNoPoint() {
        RunProgress before = at("comparing", 0, OptionalDouble.empty());

        assertFalse(RunCourse.isWorthKeeping(Optional.empty(), before));
        assertTrue(RunCourse.isWorthKeeping(Optional.of(before), at("comparing", 0)));
    }

    @Test
    void aLineThatALossOfPowerCutOffIsLeftOut() throws Exception {
        Path file = folder.resolve("course.jsonl");
        new RunCourse(file).append(NOON, at("denoising", 12.5));
        Files.writeString(file, "{\"time\": \"2026-0\n{\"time\": \"never\"}\n", StandardOpenOption.APPEND);
        new RunCourse(file).append(NOON.plusSeconds(1), at("segmentation", 1));

        assertEquals(
                List.of(
                        new CoursePoint(NOON, "denoising", 12.5, 0.5),
                        new CoursePoint(NOON.plusSeconds(1), "segmentation", 1, 0.5)),
                new RunCourse(file).points());
    }

    @Test
    void whatCannotBeWrittenIsLeftOut() {
        RunCourse nowhere = new RunCourse(folder.resolve("absent").resolve("course.jsonl"));

        nowhere.append(NOON, at("denoising", 0));

        assertEquals(List.of(), nowhere.points());
    }
}
