package dev.destseg.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void writesAndReplaces() throws IOException {
        Path target = folder.resolve("checkpoint");
        AtomicFile.write(target, Content.of(new byte[] {1, 2, 3}));
        AtomicFile.write(target, Content.of(new byte[] {4}));

        assertEquals(4, Files.readAllBytes(target)[0]);
        assertEquals(1, Files.size(target));
        assertEquals(List.of(target), listing());
    }

    @Test
    void keepsTheContentBeforeWhenWritingFails() throws IOException {
        Path target = folder.resolve("checkpoint");
        AtomicFile.write(target, Content.of(new byte[] {7}));

        assertThrows(
                IOException.class,
                () -> AtomicFile.write(target, output -> {
                    output.write(new byte[100_000]);
                    assertEquals(1, Files.size(target));
                    throw new IOException("disk full");
                }));

        assertEquals(7, Files.readAllBytes(target)[0]);
        assertEquals(List.of(target), listing());
    }

    @Test
    void overwritesWhatAnInterruptedWriteLeft() throws IOException {
        Files.write(folder.resolve(".checkpoint.partial"), new byte[50]);
        AtomicFile.write(folder.resolve("checkpoint"), Content.of(new byte[] {1}));

        assertEquals(1, Files.size(folder.resolve("checkpoint")));
        assertEquals(List.of(folder.resolve("checkpoint")), listing());
    }

    private List<Path> listing() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }
}
