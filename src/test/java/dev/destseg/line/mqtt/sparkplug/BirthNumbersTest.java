package dev.destseg.line.mqtt.sparkplug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BirthNumbersTest {
    @TempDir
    private Path folder;

    @Test
    void goOnAfterARestartAndRoundFromTheLastToTheFirst() throws Exception {
        Path file = folder.resolve("outputs/plant");
        for (int i = 0; i < 256; i++) {
            assertEquals(i, new BirthNumbers(file).next());
        }
        assertEquals(0, new BirthNumbers(file).next());
        assertEquals(1, new BirthNumbers(file).next());
    }

    @Test
    void beginAnewWhereTheFileIsDamaged() throws Exception {
        Path file = Files.writeString(folder.resolve("plant"), "seventeen");
        assertEquals(0, new BirthNumbers(file).next());
        assertEquals(1, new BirthNumbers(file).next());
        Files.write(file, new byte[] {(byte) 0xFF, 0});
        assertEquals(0, new BirthNumbers(file).next());
    }

    @Test
    void areNotGivenWhenTheyCannotBeRemembered() throws Exception {
        Path file = Files.writeString(folder.resolve("no-folder"), "");
        assertThrows(IOException.class, () -> new BirthNumbers(file.resolve("plant")).next());
    }
}
