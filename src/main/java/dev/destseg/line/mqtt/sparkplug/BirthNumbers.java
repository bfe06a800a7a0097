package dev.destseg.line.mqtt.sparkplug;

import dev.destseg.recipe.AtomicFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Numbers of sessions, from 0 to 255 and round again, over restarts: by them a host tells the end of a session that is long gone
 * from that of the present one.
 *
 * @param file that remembers the last one
 */
public record BirthNumbers(Path file) {
    private static final int NUMBERS = 256;

    /** The next one, which is on disk when this returns. @throws IOException when it cannot be written */
    long next() throws IOException {
        long next = (last() + 1) % NUMBERS;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            AtomicFile.write(file, output -> output.write(Long.toString(next).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IOException(
                    "The number of the session cannot be written to " + file + ": " + e + "; check the disk", e);
        }
        return next;
    }

    private long last() throws IOException {
        if (!Files.exists(file)) {
            return -1;
        }
        try {
            return Math.floorMod(Long.parseLong(Files.readString(file).strip()), NUMBERS);
        } catch (NumberFormatException | CharacterCodingException damaged) {
            return -1; // Any number is better than none.
        }
    }
}
