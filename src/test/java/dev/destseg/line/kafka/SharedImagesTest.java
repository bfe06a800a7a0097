package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    @Test
    void aFileThatTheSystemDoesNotLetBeReadIsNoReasonToGiveUpAnImage() {
        // Nobody may read it, whoever they are.
        SharedImages shared = new SharedImages(Path.of("/proc/sys/vm"), 1_000);
        String refused = assertThrows(IOException.class, () -> shared.read("compact_memory", DIGEST))
                .getMessage();
        assertTrue(refused.contains("AccessDenied") && refused.contains("may read"), refused);
    }

    @ParameterizedTest
    @MethodSource
    void aFileThatCannotBeThereIsGivenUp(String name) throws Exception {
        Files.createDirectory(root.resolve("press"));
        Files.write(root.resolve("press/1.png"), IMAGE);
        assertThrows(InputException.class, () -> new SharedImages(root, 1_000).read(name, DIGEST));
    }

    static List<String> aFileThatCannotBeThereIsGivenUp() {
        return List.of("absent/1.png", "press/1.png/2.png", "n".repeat(256), "folder/".repeat(600) + "1.png");
    }

    @Test
    void anotherImageOfTheNameIsGivenUp() throws Exception {
        Files.write(root.resolve("1.png"), new byte[] {4});
        String another = assertThrows(InputException.class, () -> new SharedImages(root, 1_000).read("1.png", DIGEST))
                .getMessage();
        assertTrue(another.contains("its digest is"), another);
    }
}
