package dev.destseg.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real files and a clock that is set by hand: ten is the quiet time. */
class ArrivalsTest {
    @TempDir
    private Path folder;

    private final Arrivals arrivals = new Arrivals(Duration.ofNanos(10));
    private Path file = Path.of("unset");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("a.png");
        Files.write(file, new byte[3]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    }

    @Test
    void aFileIsCompleteWhenItHasStayedTheSameForTheQuietTime() throws IOException {
        assertEquals(List.of(), lookAt(100));
        assertTrue(arrivals.areExpected(100));
        assertEquals(List.of(), lookAt(109));
        assertEquals(List.of(file), lookAt(110));
        assertFalse(arrivals.areExpected(110));
    }

    @Test
    void everyChangeOfSizeOrTimeBeginsTheQuietTimeAgain() throws IOException {
        lookAt(100);
        Files.write(file, new byte[1], StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertEquals(List.of(), lookAt(110), "it has grown, though its time is the same");
        Files.setLastModifiedTime(file, FileTime.fromMillis(2_000));
        assertEquals(List.of(), lookAt(120), "it was written to, though its size is the same");
        assertEquals(List.of(file), lookAt(130));
    }

    @Test
    void whatIsRenamedIsCompleteAtOnce() throws IOException {
        Path writing = folder.resolve(".b.png.tmp");
        Files.write(writing, new byte[5]);
        lookAt(100);
        Path whole = folder.resolve("b.png");
        Files.move(writing, whole);
        assertEquals(List.of(whole), lookAt(101));
    }

    @Test
    void whatIsRenamedAndWrittenToIsNot() throws IOException {
        Path writing = folder.resolve("b.tmp");
        Files.write(writing, new byte[5]);
        lookAt(100);
        Path renamed = folder.resolve("b.png");
        Files.move(writing, renamed);
        Files.write(renamed, new byte[1], StandardOpenOption.APPEND);
        assertEquals(List.of(), lookAt(101));
    }

    @Test
    void theFileThatWasWrittenFirstComesFirst() throws IOException {
        Path later = folder.resolve("0.png");
        Files.write(later, new byte[3]);
        Files.setLastModifiedTime(later, FileTime.fromMillis(2_000));
        lookAt(100);
        assertEquals(List.of(file, later), lookAt(110));
    }

    private List<Path> lookAt(long now) throws IOException {
        return arrivals.complete(FolderListing.of(folder).files(), now).stream()
                .map(Arrivals.Arrival::file)
                .toList();
    }
}
