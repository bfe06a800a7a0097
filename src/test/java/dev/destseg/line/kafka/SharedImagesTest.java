package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedImagesTest {
    private static final byte[] IMAGE = {1, 2, 3};
    private static final Sha256 DIGEST = Sha256.of(IMAGE);

    @TempDir
    private Path root;

    @Test
    void aShareThatIsNotMountedIsNoReasonToGiveUpAnImage() throws Exception {
        SharedImages shared = new SharedImages(root, 1_000);
        String away = assertThrows(IOException.class, () -> shared.read("press/1.png", DIGEST))
                .getMessage();
        assertTrue(away.contains("mount it") && away.contains(root.toString()), away);

        Files.createDirectory(root.resolve("press"));
        assertThrows(InputException.class, () -> shared.read("press/1.png", DIGEST));

        Files.write(root.resolve("press/1.png"), IMAGE);
        assertArrayEquals(IMAGE, shared.read("press/1.png", DIGEST));
    }
}
