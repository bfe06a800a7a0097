package dev.destseg.recipe.seal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileGuardTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void make() throws IOException {
        file = Files.writeString(folder.resolve("secret"), "plant:secret\n");
    }

    private void permit(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rwx------", "rw---x---"})
    void takesASecretThatItsOwnerAloneReads(String permissions) throws IOException {
        permit(permissions);
        assertDoesNotThrow(() -> FileGuard.requireSecret(file, "The key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rw-r--r--", "rw-rw-rw-"})
    void refusesASecretThatOthersReadOrChangeAndSaysTheRemedy(String permissions) throws IOException {
        permit(permissions);
        InputException refusal =
                assertThrows(InputException.class, () -> FileGuard.requireSecret(file, "The private key"));
        assertTrue(refusal.getMessage().startsWith("The private key " + file), refusal.getMessage());
        assertTrue(refusal.getMessage().endsWith("do 'chmod 600 " + file + "'"), refusal.getMessage());
    }

    @Test
    void whatEverybodyReadsIsTakenUnlessEverybodyMayChangeIt() throws IOException {
        permit("rw-rw-r--");
        assertDoesNotThrow(() -> FileGuard.requireUnalterable(file, "The policy"));
        permit("rw-r--rw-");
        InputException refusal =
                assertThrows(InputException.class, () -> FileGuard.requireUnalterable(file, "The policy"));
        assertEquals(
                "The policy " + file + " may be changed by everybody on this machine, so it is not used; do 'chmod o-w "
                        + file + "'",
                refusal.getMessage());
    }

    @Test
    void aLinkIsJudgedByTheFileThatItLeadsTo() throws IOException {
        permit("rw-r--r--");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThrows(InputException.class, () -> FileGuard.requireSecret(link, "The key"));
        permit("rw-------");
        assertDoesNotThrow(() -> FileGuard.requireSecret(link, "The key"));
    }

    @Test
    void anAbsentFileIsForTheReaderToTell() {
        assertThrows(NoSuchFileException.class, () -> FileGuard.requireSecret(folder.resolve("none"), "The key"));
    }
}
