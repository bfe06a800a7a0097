package dev.destseg.line.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSequenceTest {
    @TempDir
    private Path folder;

    @Test
    void givesTheImagesByNameAndThenFromTheBeginning() throws IOException {
        Files.write(folder.resolve("b.png"), Pictures.png(20, 16));
        Files.write(folder.resolve("a.png"), Pictures.png(10, 16));
        Files.writeString(folder.resolve("about.txt"), "no image");
        try (ImageSequence images = ImageSequence.of(folder)) {
            assertArrayEquals(Pictures.png(10, 16), images.take());
            assertArrayEquals(Pictures.png(20, 16), images.take());
            assertArrayEquals(Pictures.png(10, 16), images.take());
        }
    }

    @Test
    void saysWhichImageIsGoneAndGoesOn() throws IOException {
        Files.write(folder.resolve("a.png"), Pictures.png(10, 16));
        Files.write(folder.resolve("b.png"), Pictures.png(20, 16));
        try (ImageSequence images = ImageSequence.of(folder)) {
            Files.delete(folder.resolve("a.png"));
            String message = assertThrows(IOException.class, images::take).getMessage();
            assertTrue(message.contains("a.png") && message.contains(folder.toString()), message);
            assertArrayEquals(Pictures.png(20, 16), images.take());
        }
    }

    @Test
    void refusesAFolderWithoutImages() {
        assertThrows(InputException.class, () -> ImageSequence.of(folder));
        assertThrows(InputException.class, () -> ImageSequence.of(folder.resolve("absent")));
    }
}
